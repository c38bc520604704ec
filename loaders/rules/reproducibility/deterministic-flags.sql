-- title: Every run asks for deterministic algorithms
-- standard: Reproducibility
-- item: deterministic-flags
-- severity: warning
-- remedy: switch deterministic algorithms on and log the flag

WITH told AS (
  SELECT subject, coalesce(asked IS NOT NULL AND refused IS NULL, false) AS holds, coalesce(refused IS NOT NULL, false) AS denies, leaf AS run, asked AS told, run_id FROM grouped_run LEFT JOIN (
    SELECT run_id, arg_min(leaf, (leaf, key)) FILTER (WHERE asks) AS asked, arg_min(leaf, (leaf, key)) FILTER (WHERE NOT asks) AS refused
    FROM (SELECT run_id, key, leaf, CASE WHEN contains(key, 'benchmark') THEN lower(value) IN ('false', '0') ELSE lower(value) NOT IN ('false', '0', 'none', 'null', '') END AS asks
      FROM run_setting WHERE regexp_matches(key, 'deterministic|cudnn[._/]?benchmark|cublas_workspace_config')) GROUP BY run_id) f USING (run_id)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'asks for deterministic algorithms') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
