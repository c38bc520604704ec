-- title: One process wrote the log
-- standard: Run health
-- item: one-writer
-- severity: error
-- remedy: give each process a file of its own

WITH place AS (SELECT run_id, arg_min(leaf(source_id, unit, NULL), (source_id, unit), 20) AS leaves, count(*) AS n FROM metric_fact GROUP BY run_id)
SELECT r.subject, CASE WHEN r.writers > 1 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN r.writers > 1 THEN 'a step has several values of one metric: two writers, or one that repeats its steps' ELSE 'no step has two values of one metric' END AS why, p.n AS value, counted(p.n, p.leaves) AS evidence
FROM run_subject r JOIN place p USING (run_id)
ORDER BY subject
