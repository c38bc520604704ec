-- Per run and metric: points, last value, least, greatest, the best where a direction is declared, and its rows of curves.
SELECT run_id, metric, unit_name, direction, points, points_evidence, nonfinite_points, nonfinite_evidence,
  last, last_nonfinite, last_evidence, last_step, least, least_evidence, greatest, greatest_evidence, best, best_evidence, has_step, has_epoch, has_time,
  sum(points) OVER w - points AS curve_start, sum(points) OVER w AS curve_end
FROM metric_summary
WINDOW w AS (ORDER BY metric, run_id)
ORDER BY run_id, metric
