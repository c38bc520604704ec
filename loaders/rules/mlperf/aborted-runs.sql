-- title: At most one run of a submission did not converge
-- standard: MLPerf common rules
-- item: aborted-runs
-- severity: error
-- remedy: name the aborted runs in the report; two of them make the result invalid

WITH ended AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE status = 'aborted') AS aborted, count(*) FILTER (WHERE status NOT IN ('aborted', 'completed')) AS unknown,
    list(json_array(status_evidence, NULL) ORDER BY run_id) FILTER (WHERE status = 'aborted') AS aborts, list(json_array(status_evidence, NULL) ORDER BY run_id) FILTER (WHERE status = 'completed') AS completions, count(*) FILTER (WHERE status = 'completed') AS completed
  FROM grouped_run WHERE is_mlperf GROUP BY subject
)
SELECT subject, CASE WHEN aborted > 1 THEN 'fail' WHEN unknown > 0 THEN 'undecided' ELSE 'pass' END AS verdict,
  CASE WHEN aborted > 1 THEN 'aborted runs, of ' || n WHEN unknown > 0 THEN unknown || ' of ' || n || ' runs do not say how they ended' ELSE 'successful runs, of ' || n END AS why,
  CASE WHEN aborted > 1 THEN aborted WHEN unknown = 0 THEN completed END AS value, CASE WHEN aborted > 1 THEN derived('count', aborts) WHEN unknown = 0 THEN derived('count', completions) END AS evidence
FROM ended
ORDER BY subject
