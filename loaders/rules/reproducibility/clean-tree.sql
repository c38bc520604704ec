-- title: No run was started with uncommitted changes
-- standard: Reproducibility
-- item: clean-tree
-- severity: warning
-- remedy: commit before a run, and log that nothing was left out (dirty: false)

WITH told AS (
  SELECT subject, coalesce(dirty = false, false) AS holds, coalesce(dirty, false) AS denies, leaf AS run, json_array(dirty_evidence, NULL) AS told, run_id FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'says that nothing was uncommitted') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
