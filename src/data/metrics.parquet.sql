-- Every metric: in how many runs, what its axes can be, and which rows of metric_values.
SELECT metric, any_value(unit_name) AS unit_name, any_value(direction) AS direction, count(*) AS runs, max(points) AS most_points,
  bool_or(has_step) AS has_step, bool_or(has_epoch) AS has_epoch, bool_or(has_time) AS has_time,
  sum(count(*)) OVER w - count(*) AS row_start, sum(count(*)) OVER w AS row_end
FROM metric_summary GROUP BY metric
WINDOW w AS (ORDER BY metric)
ORDER BY metric
