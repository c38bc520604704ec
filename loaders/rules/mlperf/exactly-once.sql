-- title: Events of which there is one are logged once
-- standard: MLPerf common rules
-- item: exactly-once
-- severity: error
-- remedy: log each of these keys exactly once in every run, from one rank

-- The rules of v0.6 (:::MLL) did not ask for the numbers of samples.
WITH wanted AS (SELECT unnest(['submission_benchmark', 'submission_org', 'submission_division', 'submission_status', 'submission_platform', 'init_stop', 'run_start', 'run_stop', 'train_samples', 'eval_samples']) AS key),
counted AS (
  SELECT r.subject, r.leaf AS run, w.key, count(e.key) AS times, list(e.leaf ORDER BY e.unit, e.leaf) FILTER (WHERE e.key IS NOT NULL) AS leaves
  FROM run_subject r CROSS JOIN wanted w LEFT JOIN mlperf_event e ON e.run_id = r.run_id AND e.key = w.key WHERE r.is_mlperf AND NOT (r.format = 'mll' AND w.key IN ('train_samples', 'eval_samples')) GROUP BY r.subject, r.leaf, w.key
), judged AS (
  SELECT subject, count(*) AS keys, string_agg(key, ', ' ORDER BY key) FILTER (WHERE NOT (times = 1)) AS wrong, count(*) FILTER (WHERE NOT (times = 1)) AS n,
    list(coalesce(leaves[1], run) ORDER BY key) FILTER (WHERE NOT (times = 1)) AS wrongs, list(leaves[1] ORDER BY key) FILTER (WHERE times = 1) AS rights
  FROM counted GROUP BY subject
)
SELECT subject, CASE WHEN n > 0 THEN 'fail' ELSE 'pass' END AS verdict, CASE WHEN n > 0 THEN 'missing, or more than once: ' || wrong ELSE 'each of these events once' END AS why,
  CASE WHEN n > 0 THEN n ELSE keys END AS value, CASE WHEN n > 0 THEN derived('count', wrongs) ELSE derived('count', rights) END AS evidence
FROM judged
ORDER BY subject
