-- title: Every run logs the versions of its packages
-- standard: Reproducibility
-- item: packages
-- severity: error
-- remedy: log the installed packages with exact versions, or the lock file and its digest

WITH told AS (
  SELECT subject, found IS NOT NULL AS holds, loose IS NOT NULL AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE (kind = 'environment' AND regexp_matches(key, '(^|[/_.])(packages?|requirements|pip|conda|torch|numpy|jax|tensorflow|transformers|colophon|lock)($|[/_.])')) AND regexp_matches(value, '\d+\.\d+|^[0-9a-f]{40,64}$') AND NOT regexp_matches(value, '>=|<=|~=|\*|latest') GROUP BY run_id) s USING (run_id) LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS loose FROM run_setting WHERE kind = 'environment' AND regexp_matches(key, '(^|[/_.])(packages?|requirements|torch|numpy|jax|tensorflow|transformers)($|[/_.])') AND regexp_matches(value, '>=|<=|~=|\*|latest') GROUP BY run_id) l USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs a version of a package') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
