-- Per run and metric: points, last value, least, greatest, the best where a direction is declared, and its rows of curves and training_clock.
WITH known AS (
  SELECT m.*, sum(m.points) OVER (ORDER BY m.metric, m.run_id) AS curve_end, coalesce(ticks, 0) AS ticks
  FROM metric_summary m LEFT JOIN (SELECT run_id, metric, sum(len(t)) AS ticks FROM clock_series GROUP BY run_id, metric) USING (run_id, metric)
)
SELECT run_id, metric, unit_name, direction, points, points_evidence, nonfinite_points, nonfinite_evidence,
  last, last_nonfinite, last_evidence, last_step, least, least_evidence, greatest, greatest_evidence, best, best_evidence, has_step, has_epoch, has_time,
  curve_end - points AS curve_start, curve_end, sum(ticks) OVER w - ticks AS clock_start, sum(ticks) OVER w AS clock_end
FROM known
WINDOW w AS (ORDER BY run_id, metric)
ORDER BY run_id, metric
