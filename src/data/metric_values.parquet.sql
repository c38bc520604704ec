-- The same by metric, as metrics.parquet counts them: what the table of runs and its curves read for one metric.
WITH known AS (
  SELECT m.*, coalesce(len(t), 0) AS aligned FROM metric_summary m LEFT JOIN aligned_series USING (metric, run_id)
)
SELECT run_id, metric, unit_name, direction, points, points_evidence, nonfinite_points, nonfinite_evidence,
  last, last_nonfinite, last_evidence, last_step, least, least_evidence, greatest, greatest_evidence, best, best_evidence, has_step, has_epoch, has_time,
  sum(points) OVER w - points AS curve_start, sum(points) OVER w AS curve_end, sum(aligned) OVER w - aligned AS aligned_start, sum(aligned) OVER w AS aligned_end
FROM known
WINDOW w AS (ORDER BY metric, run_id)
ORDER BY metric, run_id
