-- title: Every run says how it ended
-- standard: Reproducibility
-- item: ending
-- severity: warning
-- remedy: log a last row with the status, for aborted runs too

WITH told AS (
  SELECT subject, coalesce(status IN ('completed', 'aborted'), false) AS holds, false AS denies, leaf AS run, json_array(status_evidence, NULL) AS told, run_id FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'says how it ended') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
