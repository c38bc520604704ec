-- title: There are as many runs as the benchmark asks for
-- standard: MLPerf common rules
-- item: run-counts
-- severity: error
-- remedy: add the missing runs, those that did not converge too; more than asked for need a stated choice

WITH asked(benchmark, runs) AS (
  VALUES ('resnet', 5), ('ssd', 5), ('maskrcnn', 5), ('retinanet', 5), ('dlrm', 5), ('rnnt', 10), ('bert', 10), ('gnmt', 10), ('transformer', 10), ('minigo', 10), ('unet3d', 40), ('gpt3', 3),
    ('llama2_70b_lora', 10), ('llama31_405b', 3), ('stable_diffusion', 10), ('dlrm_dcnv2', 10), ('rgat', 10), ('deepcam', 5), ('cosmoflow', 10), ('opencatalyst', 5), ('oc20', 5)
), held AS (
  SELECT g.subject, count(DISTINCT g.run_id) AS n, list(DISTINCT g.leaf ORDER BY g.leaf) AS leaves, min(e.benchmark) AS benchmark
  FROM grouped_run g LEFT JOIN (SELECT run_id, min(lower(text)) AS benchmark FROM mlperf_event WHERE key = 'submission_benchmark' GROUP BY run_id) e USING (run_id)
  WHERE g.is_mlperf GROUP BY g.subject
)
SELECT subject, CASE WHEN a.runs IS NULL THEN 'undecided' WHEN n < a.runs THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN h.benchmark IS NULL THEN 'no run says which benchmark it is' WHEN a.runs IS NULL THEN 'how many runs ' || h.benchmark || ' asks for is not known here' ELSE 'runs, where ' || h.benchmark || ' asks for ' || a.runs END AS why,
  CASE WHEN a.runs IS NOT NULL THEN n END AS value, CASE WHEN a.runs IS NOT NULL THEN derived('count', leaves) END AS evidence
FROM held h LEFT JOIN asked a USING (benchmark)
ORDER BY subject
