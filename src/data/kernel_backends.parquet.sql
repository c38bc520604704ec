-- Benchmark cases by op, backend, device and commit, with the largest error against the reference; the package's own ops first.
SELECT op, backend, device, "commit", count(*) AS cases, derived('count', list(leaf(source_id, unit, op) ORDER BY case_id)) AS cases_evidence,
  max(error_ulp) AS error_ulp,
  CASE WHEN max(error_ulp) IS NOT NULL THEN derived('max', list(leaf(source_id, unit, error_ulp) ORDER BY case_id) FILTER (WHERE error_ulp IS NOT NULL)) END AS error_ulp_evidence,
  min_by(evidence_of(source_id, unit), case_id) AS evidence
FROM benchmark_timed
GROUP BY op, backend, device, "commit"
ORDER BY coalesce(list_position(['resample', 'fuse', 'voxelize'], op), 4), op, backend, device, "commit"
