-- title: The run went through without a restart
-- standard: Run health
-- item: restarts
-- severity: note
-- remedy: say in the report which segment counts, and why it began anew

-- The segments of one log: a new one begins where the step goes back.
WITH segment AS (
  SELECT subject, unsegmented(name, segment) AS base, log_key, segment, leaf, run_id FROM run_subject
), counted AS (
  SELECT log_key, base, arg_min(subject, (segment, run_id)) AS subject, count(*) AS segments, list(leaf ORDER BY segment, run_id) AS leaves, max(segment) AS last FROM segment GROUP BY log_key, base
)
SELECT subject, CASE WHEN last > 1 THEN 'fail' ELSE 'pass' END AS verdict, CASE WHEN last > 1 THEN 'the step begins anew: segments' ELSE 'one segment' END AS why, segments AS value, derived('count', leaves) AS evidence
FROM counted
ORDER BY subject
