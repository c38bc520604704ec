-- title: No run was started with uncommitted changes
-- standard: Reproducibility
-- item: clean-tree
-- severity: warning
-- remedy: commit before a run, and log that nothing was left out (dirty: false)

WITH told AS (
  SELECT subject, coalesce(dirty = false, false) AS holds, coalesce(dirty, false) AS denies, leaf AS run, json_array(dirty_evidence, NULL) AS told, run_id FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'says that nothing was uncommitted') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
