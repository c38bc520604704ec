-- title: All hyperparameters have been tuned
-- standard: ML Test Score
-- section: model
-- item: model-tuned
-- severity: warning
-- remedy: run several configurations and log each; seeds alone tune nothing

-- Different configurations of one input, over runs that log one.
WITH configured AS (
  SELECT input, count(*) AS runs, count(DISTINCT group_key || parameters) AS configurations,
    derived('count', list(leaf ORDER BY run_id)) AS runs_evidence FROM run_subject WHERE parameters IS NOT NULL GROUP BY input
), first AS (
  SELECT input, derived('count', list(leaf ORDER BY run_id)) AS evidence FROM (SELECT input, run_id, leaf FROM run_subject WHERE parameters IS NOT NULL QUALIFY row_number() OVER (PARTITION BY input, group_key || parameters ORDER BY run_id) = 1) GROUP BY input
)
SELECT i.subject, CASE WHEN c.runs IS NULL OR c.runs = 1 THEN 'no-evidence' WHEN configurations > 1 THEN 'pass' ELSE 'fail' END AS verdict,
  CASE WHEN c.runs IS NULL THEN 'no run logs its configuration' WHEN c.runs = 1 THEN 'one run, with one configuration' WHEN configurations > 1 THEN 'configurations were tried, by hand as far as the logs tell' ELSE 'runs, all with one configuration' END AS why,
  CASE WHEN configurations > 1 THEN configurations WHEN c.runs > 1 THEN c.runs END AS value, CASE WHEN configurations > 1 THEN f.evidence WHEN c.runs > 1 THEN runs_evidence END AS evidence, 0.5 AS points
FROM input_subject i LEFT JOIN configured c ON c.input = i.subject LEFT JOIN first f ON f.input = i.subject
ORDER BY subject
