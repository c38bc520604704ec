-- title: Every result can be had again
-- standard: NeurIPS
-- item: reproducibility
-- severity: error
-- remedy: log command, configuration, seed and commit of every run

WITH told AS (
  SELECT subject, run_id, leaf, command IS NOT NULL AND parameters IS NOT NULL AND seed IS NOT NULL AND "commit" IS NOT NULL AS holds, NOT holds AND (command IS NOT NULL OR parameters IS NOT NULL OR seed IS NOT NULL OR "commit" IS NOT NULL) AS denies FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs command, configuration, seed and commit') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, leaf, leaf) AS evidence
FROM told GROUP BY subject
ORDER BY subject
