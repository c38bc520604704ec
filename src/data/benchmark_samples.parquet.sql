-- Every raw sample of the cases of benchmarks.
SELECT b.case_id, s.ordinal, per_operation(s.value, s.batch) AS value,
  CASE WHEN s.batch IS NULL THEN evidence_of(s.source_id, s.unit) ELSE CAST(sample_leaf(s.source_id, s.unit, s.value, s.batch) AS VARCHAR) END AS value_evidence
FROM sample s JOIN benchmark_timed b USING (case_id)
ORDER BY b.device, b.op, b.quantity, b.unit_name, b."case", b.backend, b.dtype, s.case_id, s.ordinal
