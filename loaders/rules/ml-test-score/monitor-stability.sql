-- title: Models are numerically stable
-- standard: ML Test Score
-- section: monitoring
-- item: monitor-stability
-- severity: error
-- remedy: look at the step before the first NaN or infinity

WITH run AS (
  SELECT r.input, r.run_id, sum(m.nonfinite_points) AS bad, arg_min(m.nonfinite_evidence, m.metric) FILTER (WHERE m.nonfinite_points > 0) AS onset, any_value(r.leaf) AS leaf
  FROM metric_summary m JOIN run_subject r USING (run_id) GROUP BY r.input, r.run_id
), counted AS (
  SELECT input, count(*) AS n, count(*) FILTER (WHERE bad > 0) AS bad, list(leaf ORDER BY run_id) AS leaves, list(part(onset) ORDER BY run_id) FILTER (WHERE bad > 0) AS onsets FROM run GROUP BY input
)
SELECT i.subject, CASE WHEN n IS NULL THEN 'no-evidence' WHEN bad > 0 THEN 'fail' ELSE 'pass' END AS verdict, CASE WHEN n IS NULL THEN 'no run logs a metric' WHEN bad > 0 THEN 'runs log NaN or infinity, of ' || n ELSE 'runs, none with NaN or infinity' END AS why,
  CASE WHEN bad > 0 THEN bad ELSE n END AS value, CASE WHEN bad > 0 THEN derived('count', onsets) WHEN n > 0 THEN derived('count', leaves) END AS evidence, 1 AS points
FROM input_subject i LEFT JOIN counted c ON c.input = i.subject
ORDER BY subject
