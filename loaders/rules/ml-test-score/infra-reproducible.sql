-- title: Training is reproducible
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-reproducible
-- severity: warning
-- remedy: find the first step that differs between repeats of a seed, and what else differed

WITH pair AS (
  SELECT r.input, v.verdict, v.seed, v.first, v.run_a, v.run_b
  FROM repeat_verdict v JOIN run_subject r ON r.run_id = v.run_b
), counted AS (
  SELECT input, count(*) AS n, count(*) FILTER (WHERE verdict = 'pass') AS same, count(*) FILTER (WHERE verdict = 'fail') AS failed,
    list(seed ORDER BY run_a, run_b) FILTER (WHERE verdict = 'pass') AS sames, list(first ORDER BY run_a, run_b) FILTER (WHERE verdict = 'fail') AS differences
  FROM pair GROUP BY input
)
SELECT i.subject, CASE WHEN n IS NULL THEN 'no-evidence' WHEN failed > 0 THEN 'fail' WHEN same = n THEN 'pass' ELSE 'undecided' END AS verdict,
  CASE WHEN n IS NULL THEN 'no seed was run twice with one configuration' WHEN failed > 0 THEN 'repeats of a seed gave other values, of ' || n WHEN same = n THEN 'repeats of a seed gave the same values' ELSE 'repeats cannot be compared, or log no configuration' END AS why,
  CASE WHEN failed > 0 THEN failed WHEN same = n THEN same END AS value, CASE WHEN failed > 0 THEN derived('count', differences) WHEN same = n THEN derived('count', sames) END AS evidence, 0.5 AS points
FROM input_subject i LEFT JOIN counted c ON c.input = i.subject
ORDER BY subject
