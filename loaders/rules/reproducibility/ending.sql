-- title: Every run says how it ended
-- standard: Reproducibility
-- item: ending
-- severity: warning
-- remedy: log a last row with the status, for aborted runs too

WITH told AS (
  SELECT subject, coalesce(status IN ('completed', 'aborted'), false) AS holds, coalesce(false, false) AS denies, leaf AS run, json_array(status_evidence, NULL) AS told, run_id FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'says how it ended') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
