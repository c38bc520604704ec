-- Benchmark cases of the package's own ops, and those of them that ran on CUDA.
SELECT count(*) AS cases, derived('count', list(leaf(source_id, unit, op) ORDER BY case_id)) AS cases_evidence,
  count(*) FILTER (WHERE lower(backend) = 'cuda') AS cuda,
  CASE WHEN count(*) FILTER (WHERE lower(backend) = 'cuda') > 0 THEN
    derived('count', list(leaf(source_id, unit, backend) ORDER BY case_id) FILTER (WHERE lower(backend) = 'cuda')) END AS cuda_evidence
FROM benchmark_timed WHERE op IN ('resample', 'fuse', 'voxelize')
ORDER BY cases
