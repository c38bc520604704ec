-- title: No two runs of a submission have one seed
-- standard: MLPerf common rules
-- item: seeds-distinct
-- severity: error
-- remedy: take a new seed for every run; the same seed again shows no spread

WITH seed AS (
  SELECT subject, count(*) AS runs, count(seed) AS seeded, count(DISTINCT seed) AS seeds, derived('count distinct', list(json_array(seed_evidence, seed) ORDER BY run_id) FILTER (WHERE seed IS NOT NULL)) AS evidence
  FROM grouped_run WHERE is_mlperf GROUP BY subject
)
SELECT subject, CASE WHEN seeded = 0 THEN 'no-evidence' WHEN seeds < seeded THEN 'fail' WHEN runs = 1 THEN 'not-applicable' WHEN seeded < runs THEN 'undecided' ELSE 'pass' END AS verdict,
  CASE WHEN seeded = 0 THEN 'no run logs a seed' WHEN seeds < seeded THEN 'different seeds, of more runs than that' WHEN runs = 1 THEN 'there is one run' WHEN seeded < runs THEN 'some runs log no seed' ELSE 'seeds, each of one run' END AS why,
  CASE WHEN seeded > 0 THEN seeds END AS value, CASE WHEN seeded > 0 THEN evidence END AS evidence
FROM seed
ORDER BY subject
