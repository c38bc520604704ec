-- title: The fastest and the slowest run are dropped, and runs are left
-- standard: MLPerf common rules
-- item: olympic-mean
-- severity: error
-- remedy: add runs that succeed: a mean needs three and more

-- Successful runs by time; the mean of those between the fastest and the slowest.
WITH timed AS (
  SELECT subject, minutes, part(minutes_evidence) AS leaf, run_id, row_number() OVER (PARTITION BY subject ORDER BY minutes, run_id) AS nth, count(*) OVER (PARTITION BY subject) AS n
  FROM grouped_run WHERE is_mlperf AND status = 'completed' AND minutes IS NOT NULL
), kept AS (
  SELECT subject, any_value(n) AS n, avg(minutes) FILTER (WHERE nth > 1 AND nth < n) AS mean, derived('mean', list(leaf ORDER BY nth) FILTER (WHERE nth > 1 AND nth < n)) AS evidence, derived('count', list(leaf ORDER BY nth)) AS all_evidence
  FROM timed GROUP BY subject
)
SELECT g.subject, CASE WHEN coalesce(n, 0) >= 3 THEN 'pass' ELSE 'fail' END AS verdict,
  CASE WHEN coalesce(n, 0) >= 3 THEN 'minutes, the mean of ' || (n - 2) || ' of ' || n || ' successful runs' ELSE 'successful runs with a time: nothing is left without the fastest and the slowest' END AS why,
  CASE WHEN n >= 3 THEN mean ELSE coalesce(n, 0) END AS value, CASE WHEN n >= 3 THEN evidence WHEN n > 0 THEN all_evidence ELSE derived('count', CAST([] AS JSON[])) END AS evidence
FROM (SELECT DISTINCT subject FROM grouped_run WHERE is_mlperf) g LEFT JOIN kept k ON k.subject = g.subject
ORDER BY subject
