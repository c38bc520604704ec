-- title: The same seed and configuration give the same values again
-- standard: Reproducibility
-- item: deterministic
-- severity: warning
-- remedy: find the first step that differs on this page, and what else differed; a seed alone decides nothing

WITH pair AS (
  SELECT g.subject, v.verdict, v.seed, v.first, v.run_a, v.run_b
  FROM repeat_verdict v JOIN group_subject g USING (group_key)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE verdict = 'pass') AS same, count(*) FILTER (WHERE first IS NOT NULL) AS differing, count(*) FILTER (WHERE verdict = 'fail') AS failed,
    list(seed ORDER BY run_a, run_b) FILTER (WHERE verdict = 'pass') AS sames, list(first ORDER BY run_a, run_b) FILTER (WHERE first IS NOT NULL) AS differences
  FROM pair GROUP BY subject
)
SELECT g.subject, CASE WHEN n IS NULL THEN 'no-evidence' WHEN failed > 0 THEN 'fail' WHEN same = n THEN 'pass' ELSE 'undecided' END AS verdict,
  CASE WHEN n IS NULL THEN 'no seed was run twice with one configuration' WHEN differing > 0 THEN CASE WHEN n = 1 THEN 'the one repeat' ELSE differing || ' of ' || n || ' repeats' END || ' of a seed gave other values' || CASE WHEN failed = 0 THEN ', but no configuration was logged' ELSE '' END
    WHEN same = n THEN CASE WHEN n = 1 THEN 'the one repeat' ELSE 'each of ' || n || ' repeats' END || ' of a seed gave the same values' ELSE (n - same) || ' of ' || n || ' repeats of a seed share no step, or are not the only writer' END AS why,
  CASE WHEN differing > 0 THEN differing WHEN same = n THEN same END AS value, CASE WHEN differing > 0 THEN derived('count', differences) WHEN same = n THEN derived('count', sames) END AS evidence
FROM (SELECT DISTINCT subject FROM group_subject) g LEFT JOIN counted c ON c.subject = g.subject
ORDER BY subject
