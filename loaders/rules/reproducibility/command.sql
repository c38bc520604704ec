-- title: Every run logs the command that started it
-- standard: Reproducibility
-- item: command
-- severity: warning
-- remedy: log the command line

WITH told AS (
  SELECT subject, coalesce(command IS NOT NULL, false) AS holds, coalesce(false, false) AS denies, leaf AS run, json_array(command_evidence, NULL) AS told, run_id FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs its command') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
