-- title: Every run logs the versions of its packages
-- standard: Reproducibility
-- item: packages
-- severity: error
-- remedy: log the installed packages with exact versions, or the lock file and its digest

WITH told AS (
  SELECT subject, coalesce(found IS NOT NULL, false) AS holds, coalesce(loose IS NOT NULL, false) AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE (kind = 'environment' AND regexp_matches(key, '(^|[/_.])(packages?|requirements|pip|conda|torch|numpy|jax|tensorflow|transformers|colophon|lock)($|[/_.])')) AND regexp_matches(value, '\d+\.\d+|^[0-9a-f]{40,64}$') AND NOT regexp_matches(value, '>=|<=|~=|\*|latest') GROUP BY run_id) s USING (run_id) LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS loose FROM run_setting WHERE kind = 'environment' AND regexp_matches(key, '(^|[/_.])(packages?|requirements|torch|numpy|jax|tensorflow|transformers)($|[/_.])') AND regexp_matches(value, '>=|<=|~=|\*|latest') GROUP BY run_id) l USING (run_id)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs a version of a package') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
