-- title: Every run logs interpreter and operating system
-- standard: Reproducibility
-- item: environment
-- severity: error
-- remedy: log the version of the interpreter and the operating system

WITH told AS (
  SELECT subject, found IS NOT NULL AS holds, false AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, '(^|[/_.])(python|python_version|node|interpreter|julia|r_version|os|platform|system)($|[/_.])') GROUP BY run_id) s USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs its interpreter or system') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
