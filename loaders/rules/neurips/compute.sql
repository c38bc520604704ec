-- title: Hardware and time are given, of failed runs too
-- standard: NeurIPS
-- item: compute
-- severity: warning
-- remedy: log the device, and when each run began and ended

WITH told AS (
  SELECT subject, run_id, leaf, device IS NOT NULL AND minutes IS NOT NULL AS holds, device IS NULL AND minutes IS NULL AS silent, minutes, part(minutes_evidence) AS took FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE NOT holds AND NOT silent) AS bad, sum(minutes) AS minutes,
    list(took ORDER BY run_id) FILTER (WHERE holds) AS holding, list(leaf ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, CASE WHEN k = n THEN 'minutes in all, of ' || n || CASE WHEN n = 1 THEN ' run' ELSE ' runs' END ELSE share_why(k, n, bad, 'names its device and its times') END AS why,
  CASE WHEN k = n THEN minutes ELSE share_value(k, n, bad) END AS value, CASE WHEN k = n THEN derived('sum', holding) ELSE share_evidence(k, n, bad, holding, lacking) END AS evidence
FROM counted
ORDER BY subject
