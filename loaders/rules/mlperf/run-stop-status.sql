-- title: Every run says whether it succeeded
-- standard: MLPerf common rules
-- item: run-stop-status
-- severity: error
-- remedy: log run_stop with a status of success or aborted in its metadata

WITH stop AS (
  SELECT subject, run_id, count(*) FILTER (WHERE key = 'run_stop') AS n, count(*) FILTER (WHERE key = 'run_stop' AND coalesce(json_extract_string(attributes, '$.metadata.status'), json_extract_string(attributes, '$.value.status')) IN ('success', 'aborted', 'abort')) AS said,
    list(leaf ORDER BY unit) FILTER (WHERE key = 'run_stop') AS leaves
  FROM mlperf_event GROUP BY subject, run_id
)
SELECT subject, CASE WHEN n = 0 THEN 'no-evidence' WHEN said < n THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN n = 0 THEN 'no run_stop is logged' WHEN said < n THEN 'run_stop without a status of success or aborted' ELSE 'run_stop says it' END AS why, CASE WHEN n > 0 THEN n END AS value, CASE WHEN n > 0 THEN derived('count', leaves) END AS evidence
FROM stop
ORDER BY subject
