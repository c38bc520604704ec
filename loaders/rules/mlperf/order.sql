-- title: Initialisation, run and evaluation come in order
-- standard: MLPerf common rules
-- item: order
-- severity: error
-- remedy: log init_start, init_stop, run_start, evaluations and run_stop in this order

WITH moment AS (
  SELECT subject, run_id, min(unit) FILTER (WHERE key = 'init_start') AS init_start, min(unit) FILTER (WHERE key = 'init_stop') AS init_stop, min(unit) FILTER (WHERE key = 'run_start') AS run_start,
    min(unit) FILTER (WHERE key IN ('eval_accuracy', 'eval_error')) AS first_eval, max(unit) FILTER (WHERE key IN ('eval_accuracy', 'eval_error')) AS last_eval, max(unit) FILTER (WHERE key = 'run_stop') AS run_stop,
    list(leaf ORDER BY unit) FILTER (WHERE key IN ('init_start', 'init_stop', 'run_start', 'run_stop')) AS leaves
  FROM mlperf_event GROUP BY subject, run_id
), judged AS (
  SELECT *, coalesce(init_start < init_stop, true) AND coalesce(init_stop < run_start, true) AND coalesce(run_start < first_eval, true) AND coalesce(last_eval < run_stop, true) AND coalesce(run_start < run_stop, true) AS ordered,
    run_start IS NULL OR run_stop IS NULL OR init_start IS NULL OR init_stop IS NULL AS lacking
  FROM moment
)
SELECT subject, CASE WHEN NOT ordered THEN 'fail' WHEN lacking THEN 'undecided' ELSE 'pass' END AS verdict,
  CASE WHEN NOT ordered THEN 'one of them stands before what must come first' WHEN lacking THEN 'one of the four ends of initialisation and run is not logged' ELSE 'they stand in order' END AS why,
  CASE WHEN NOT ordered OR NOT lacking THEN len(leaves) END AS value, CASE WHEN NOT ordered OR NOT lacking THEN derived('count', leaves) END AS evidence
FROM judged
ORDER BY subject
