-- title: Events of which there are several are logged
-- standard: MLPerf common rules
-- item: at-least-once
-- severity: error
-- remedy: log each of these keys at least once in every run

-- Some benchmarks evaluate an error (eval_error) instead of an accuracy.
WITH wanted AS (SELECT unnest(['cache_clear', 'init_start', 'eval_accuracy']) AS key),
counted AS (
  SELECT r.subject, r.leaf AS run, w.key, count(e.key) AS times, list(e.leaf ORDER BY e.unit, e.leaf) FILTER (WHERE e.key IS NOT NULL) AS leaves
  FROM run_subject r CROSS JOIN wanted w LEFT JOIN mlperf_event e ON e.run_id = r.run_id AND e.key IN (w.key, replace(w.key, 'accuracy', 'error')) WHERE r.is_mlperf GROUP BY r.subject, r.leaf, w.key
), judged AS (
  SELECT subject, count(*) AS keys, string_agg(key, ', ' ORDER BY key) FILTER (WHERE NOT (times >= 1)) AS wrong, count(*) FILTER (WHERE NOT (times >= 1)) AS n,
    list(coalesce(leaves[1], run) ORDER BY key) FILTER (WHERE NOT (times >= 1)) AS wrongs, list(leaves[1] ORDER BY key) FILTER (WHERE times >= 1) AS rights
  FROM counted GROUP BY subject
)
SELECT subject, CASE WHEN n > 0 THEN 'fail' ELSE 'pass' END AS verdict, CASE WHEN n > 0 THEN 'never logged: ' || wrong ELSE 'each of these events at least once' END AS why,
  CASE WHEN n > 0 THEN n ELSE keys END AS value, CASE WHEN n > 0 THEN derived('count', wrongs) ELSE derived('count', rights) END AS evidence
FROM judged
ORDER BY subject
