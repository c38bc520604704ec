-- title: Every run logs its seed
-- standard: Reproducibility
-- item: seeds
-- severity: error
-- remedy: log the seed in the run's first row, as a number

WITH told AS (
  SELECT subject, coalesce(seed IS NOT NULL, false) AS holds, coalesce(false, false) AS denies, leaf AS run, json_array(seed_evidence, seed) AS told, run_id FROM grouped_run
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs its seed') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
