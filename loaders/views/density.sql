-- Every logged value as the point (step, value) that voxelize counts, in float32; the logarithm of a metric that is above zero and whose greatest value is more than 30 times its least.
CREATE VIEW density_point AS
WITH drawn AS (
  SELECT metric, min(value) > 0 AND max(value) > 30 * min(value) AS log_y FROM metric_fact WHERE isfinite(step) AND value IS NOT NULL
  GROUP BY metric HAVING min(step) < max(step) AND min(run_id) < max(run_id)
)
SELECT metric, log_y, CAST(TRY_CAST(step AS FLOAT) AS DOUBLE) AS x, CAST(TRY_CAST(CASE WHEN log_y THEN log10(value) ELSE value END AS FLOAT) AS DOUBLE) AS y, value, source_id, unit
FROM metric_fact JOIN drawn USING (metric) WHERE isfinite(step) AND value IS NOT NULL;

-- The grid of a metric: at most 48 × 32 cells, the first and the last step in the middle of a column.
CREATE VIEW density_grid AS
WITH extent AS (
  SELECT metric, any_value(log_y) AS log_y, min(x) AS x0, max(x) AS x1, min(y) AS y0, max(y) AS y1, least(48, count(DISTINCT x)) AS columns, least(32, count(DISTINCT y)) AS rows
  FROM density_point WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY metric
), sized AS (
  SELECT *, CASE WHEN x1 > x0 THEN (x1 - x0) / (columns - 1) ELSE 1 END AS dx, CASE WHEN y1 > y0 THEN (y1 - y0) / rows * 1.000001 ELSE 1 END AS dy FROM extent
)
SELECT metric, log_y, x0 - dx / 2 AS x0, y0, columns, rows, dx, dy FROM sized;

-- The cells that hold any value, and the first of their values.
CREATE VIEW density_cell AS
SELECT p.metric, CAST(floor((p.x - g.x0) / g.dx) AS BIGINT) AS i, CAST(floor((p.y - g.y0) / g.dy) AS BIGINT) AS j,
  list_transform(arg_min({source_id: p.source_id, unit: p.unit, value: p.value}, (p.source_id, p.unit), 20), lambda first: leaf(first.source_id, first.unit, first.value)) AS leaves
FROM density_point p JOIN density_grid g USING (metric) WHERE p.x IS NOT NULL AND p.y IS NOT NULL GROUP BY ALL;
