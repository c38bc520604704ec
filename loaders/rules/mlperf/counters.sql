-- title: Every evaluation says where in training it stands
-- standard: MLPerf common rules
-- item: counters
-- severity: error
-- remedy: log epoch_num or samples_count in the metadata of eval_accuracy

WITH eval AS (
  SELECT r.subject, r.run_id, count(e.key) AS n, count(*) FILTER (WHERE placed) AS k, list(e.leaf ORDER BY e.unit) FILTER (WHERE placed) AS holding, list(e.leaf ORDER BY e.unit) FILTER (WHERE NOT placed) AS lacking
  FROM run_subject r LEFT JOIN (
    SELECT *, coalesce(json_extract_string(attributes, '$.metadata.epoch_num'), json_extract_string(attributes, '$.metadata.samples_count'), json_extract_string(attributes, '$.metadata.step_num')) IS NOT NULL AS placed
    FROM mlperf_event WHERE key IN ('eval_accuracy', 'eval_error')) e USING (run_id)
  WHERE r.is_mlperf GROUP BY r.subject, r.run_id
)
SELECT subject, CASE WHEN n = 0 THEN 'no-evidence' WHEN k < n THEN 'fail' ELSE 'pass' END AS verdict, CASE WHEN n = 0 THEN 'no evaluation is logged' WHEN k < n THEN 'evaluations without epoch_num or samples_count' ELSE 'evaluations with their place' END AS why,
  CASE WHEN n > 0 THEN CASE WHEN k < n THEN n - k ELSE k END END AS value, CASE WHEN n > 0 THEN derived('count', CASE WHEN k < n THEN lacking ELSE holding END) END AS evidence
FROM eval
ORDER BY subject
