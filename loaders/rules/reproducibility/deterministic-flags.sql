-- title: Every run asks for deterministic algorithms
-- standard: Reproducibility
-- item: deterministic-flags
-- severity: warning
-- remedy: switch deterministic algorithms on and log the flag

WITH told AS (
  SELECT subject, asked IS NOT NULL AND refused IS NULL AS holds, refused IS NOT NULL AS denies, leaf AS run, asked AS told, run_id FROM grouped_run LEFT JOIN (
    SELECT run_id, arg_min(leaf, (leaf, key)) FILTER (WHERE asks) AS asked, arg_min(leaf, (leaf, key)) FILTER (WHERE NOT asks) AS refused
    FROM (SELECT run_id, key, leaf, CASE WHEN contains(key, 'benchmark') THEN lower(value) IN ('false', '0') ELSE lower(value) NOT IN ('false', '0', 'none', 'null', '') END AS asks
      FROM run_setting WHERE regexp_matches(key, 'deterministic|cudnn[._/]?benchmark|cublas_workspace_config')) GROUP BY run_id) f USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'asks for deterministic algorithms') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
