-- title: Results come with their spread over seeds
-- standard: NeurIPS
-- item: significance
-- severity: warning
-- remedy: run three seeds and more of each configuration, and state the interval

-- Different seeds of runs that neither were aborted nor are unfinished.
WITH seed AS (
  SELECT subject, count(*) AS runs, count(DISTINCT seed) FILTER (WHERE status NOT IN ('aborted', 'running')) AS seeds, count(seed) AS seeded,
    derived('count distinct', list(json_array(seed_evidence, seed) ORDER BY run_id) FILTER (WHERE seed IS NOT NULL AND status NOT IN ('aborted', 'running'))) AS evidence
  FROM grouped_run GROUP BY subject
)
SELECT subject, CASE WHEN seeded = 0 THEN 'no-evidence' WHEN seeds >= 3 THEN 'pass' ELSE 'fail' END AS verdict,
  CASE WHEN seeded = 0 THEN 'no run logs a seed' WHEN seeds >= 3 THEN 'seeds of one configuration' ELSE 'seeds of one configuration, where a spread needs three' END AS why,
  CASE WHEN seeded > 0 THEN seeds END AS value, CASE WHEN seeded > 0 THEN evidence END AS evidence
FROM seed
ORDER BY subject
