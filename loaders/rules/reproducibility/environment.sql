-- title: Every run logs interpreter and operating system
-- standard: Reproducibility
-- item: environment
-- severity: error
-- remedy: log the version of the interpreter and the operating system

WITH told AS (
  SELECT subject, coalesce(found IS NOT NULL, false) AS holds, coalesce(false, false) AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, '(^|[/_.])(python|python_version|node|interpreter|julia|r_version|os|platform|system)($|[/_.])') GROUP BY run_id) s USING (run_id)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs its interpreter or system') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
