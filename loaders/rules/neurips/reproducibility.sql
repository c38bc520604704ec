-- title: Every result can be had again
-- standard: NeurIPS
-- item: reproducibility
-- severity: error
-- remedy: log command, configuration, seed and commit of every run

WITH told AS (
  SELECT subject, run_id, leaf, command IS NOT NULL AND parameters IS NOT NULL AND seed IS NOT NULL AND "commit" IS NOT NULL AS holds, command IS NULL AND parameters IS NULL AND seed IS NULL AND "commit" IS NULL AS silent FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE NOT holds AND NOT silent) AS bad,
    list(leaf ORDER BY run_id) FILTER (WHERE holds) AS holding, list(leaf ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs command, configuration, seed and commit') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
