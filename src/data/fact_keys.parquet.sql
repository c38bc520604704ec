-- Parameters and environment keys: in how many runs, with how many different values, and which rows of fact_values.
WITH fact AS (
  SELECT DISTINCT i.run_id, 'parameter' AS kind, key, value FROM param p JOIN run_identity i ON i.part_id = p.run_id
  UNION ALL SELECT DISTINCT i.run_id, 'environment', key, value FROM environment e JOIN run_identity i ON i.part_id = e.run_id
)
SELECT kind, key, count(DISTINCT run_id) AS runs, count(DISTINCT value) AS different,
  sum(count(*)) OVER w - count(*) AS row_start, sum(count(*)) OVER w AS row_end
FROM fact GROUP BY kind, key
WINDOW w AS (ORDER BY kind DESC, key)
ORDER BY kind DESC, key
