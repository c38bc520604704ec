-- title: Every run logs the commit of its code
-- standard: Reproducibility
-- item: commit
-- severity: error
-- remedy: log the commit in the run's first row

WITH told AS (
  SELECT subject, "commit" IS NOT NULL AS holds, false AS denies, leaf AS run, json_array(commit_evidence, "commit") AS told, run_id FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs a commit') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
