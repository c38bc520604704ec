-- title: Every run logs one whole number as its seed
-- standard: MLPerf common rules
-- item: seed-logged
-- severity: error
-- remedy: log the seed through the logger, once it is set, as an integer

WITH seed AS (
  SELECT r.subject, r.leaf AS run, r.run_id, count(e.key) AS n, count(*) FILTER (WHERE regexp_full_match(e.text, '-?\d+')) AS k, list(e.leaf ORDER BY e.unit) FILTER (WHERE e.key IS NOT NULL) AS leaves
  FROM run_subject r LEFT JOIN mlperf_event e ON e.run_id = r.run_id AND e.key = 'seed' WHERE r.is_mlperf GROUP BY r.subject, r.leaf, r.run_id
)
SELECT subject, CASE WHEN n > 0 AND k = n THEN 'pass' ELSE 'fail' END AS verdict, CASE WHEN n = 0 THEN 'no seed is logged' WHEN k < n THEN 'a seed that is no whole number' ELSE 'seeds that are whole numbers' END AS why,
  CASE WHEN n > 0 THEN n ELSE 1 END AS value, derived('count', CASE WHEN n > 0 THEN leaves ELSE [run] END) AS evidence
FROM seed
ORDER BY subject
