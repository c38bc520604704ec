-- title: Every run logs the command that started it
-- standard: Reproducibility
-- item: command
-- severity: warning
-- remedy: log the command line

WITH told AS (
  SELECT subject, command IS NOT NULL AS holds, false AS denies, leaf AS run, json_array(command_evidence, NULL) AS told, run_id FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs its command') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
