-- title: Every run logs its configuration
-- standard: Reproducibility
-- item: configuration
-- severity: error
-- remedy: log the resolved configuration, not only what was overridden

WITH told AS (
  SELECT subject, found IS NOT NULL AS holds, false AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE kind = 'param' AND NOT regexp_matches(key, '(^|/)(seed|run_id|run_name|name)$') GROUP BY run_id) s USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs its configuration') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
