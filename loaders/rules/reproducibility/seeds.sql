-- title: Every run logs its seed
-- standard: Reproducibility
-- item: seeds
-- severity: error
-- remedy: log the seed in the run's first row, as a number

WITH told AS (
  SELECT subject, seed IS NOT NULL AS holds, false AS denies, leaf AS run, json_array(seed_evidence, seed) AS told, run_id FROM grouped_run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs its seed') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
