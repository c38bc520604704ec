-- title: Checkpoints hold the state of the random number generators
-- standard: Reproducibility
-- item: rng-in-checkpoints
-- severity: warning
-- remedy: save the states of all generators beside the weights, and log the file or a parameter that says so

WITH said AS (
  SELECT run_id, leaf, true AS saves FROM run_artifact WHERE regexp_matches(path || ' ' || coalesce(kind, ''), '(^|[/_. ])rng([/_. ]|$)|random_state')
  UNION ALL SELECT run_id, leaf, lower(value) NOT IN ('false', '0', 'none', 'null', '') FROM run_setting WHERE regexp_matches(key, '(save|restore|checkpoint|ckpt).*(rng|random_state)|(rng|random_state).*(save|restore|checkpoint)')
), told AS (
  SELECT g.subject, g.run_id, g.leaf AS run, arg_min(s.leaf, s.leaf) FILTER (WHERE s.saves) AS saved, arg_min(s.leaf, s.leaf) FILTER (WHERE NOT s.saves) AS unsaved
  FROM grouped_run g LEFT JOIN said s USING (run_id) GROUP BY g.subject, g.run_id, g.leaf
), counted AS (
  SELECT subject, count(*) AS n, count(saved) AS k, count(unsaved) AS bad,
    list(saved ORDER BY run_id) FILTER (WHERE saved IS NOT NULL) AS holding, list(coalesce(unsaved, run) ORDER BY run_id) FILTER (WHERE saved IS NULL OR unsaved IS NOT NULL) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'says that its checkpoints hold them') AS why,
  CASE share_verdict(k, n, bad) WHEN 'pass' THEN k WHEN 'fail' THEN len(lacking) END AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
