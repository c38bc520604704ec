-- Every metric: in how many runs, what its axes can be, and which rows of metric_values, bands and density.
WITH band AS (
  SELECT metric, any_value(steps) * count(*) AS bands FROM band_group JOIN (SELECT metric, count(*) AS steps FROM aligned_step GROUP BY metric) USING (metric) GROUP BY metric
), cell AS (
  SELECT metric, count(*) AS cells FROM density_cell GROUP BY metric
), known AS (
  SELECT metric, any_value(unit_name) AS unit_name, any_value(direction) AS direction, count(*) AS runs, max(points) AS most_points,
    bool_or(has_step) AS has_step, bool_or(has_epoch) AS has_epoch, bool_or(has_time) AS has_time
  FROM metric_summary GROUP BY metric
)
SELECT known.*, sum(runs) OVER w - runs AS row_start, sum(runs) OVER w AS row_end,
  sum(coalesce(bands, 0)) OVER w - coalesce(bands, 0) AS band_start, sum(coalesce(bands, 0)) OVER w AS band_end,
  sum(coalesce(cells, 0)) OVER w - coalesce(cells, 0) AS density_start, sum(coalesce(cells, 0)) OVER w AS density_end
FROM known LEFT JOIN band USING (metric) LEFT JOIN cell USING (metric)
WINDOW w AS (ORDER BY metric)
ORDER BY metric
