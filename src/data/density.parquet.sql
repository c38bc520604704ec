-- How many logged values lie in each cell of a grid over step and value, all runs together: voxelize(). Cells without any are left out; log_y: the cells are even on a log axis. By metric, as metrics counts them.
WITH counted_cell AS (
  SELECT g.*, unnest(voxelize(p.x, p.y, x0, y0, dx, dy, CAST(columns AS INTEGER), CAST(rows AS INTEGER))) AS points, unnest(range(columns * rows)) AS cell
  FROM density_grid g JOIN (SELECT metric, list(x) AS x, list(y) AS y FROM density_point GROUP BY metric) p USING (metric)
), placed AS (
  SELECT *, cell // rows AS i, cell % rows AS j, y0 + j * dy AS low, y0 + (j + 1) * dy AS high FROM counted_cell WHERE points > 0
)
SELECT log_y, x0 + i * dx AS x_from, x0 + (i + 1) * dx AS x_to, CASE WHEN log_y THEN 10 ** low ELSE low END AS y_from, CASE WHEN log_y THEN 10 ** high ELSE high END AS y_to, points, counted(points, leaves) AS points_evidence
FROM placed JOIN density_cell USING (metric, i, j)
ORDER BY metric, i, j
