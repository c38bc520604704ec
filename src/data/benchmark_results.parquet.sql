-- Cases of other tools: the median of the samples they kept, else what they computed themselves, with its spread; why a case has none. In the order of benchmark_collections.
SELECT case_id, "case", op, CAST(axes AS VARCHAR) AS axes, backend, dtype, threads, device, quantity, timed, cache, regexp_extract(path, '[^/]*$') AS file, "commit",
  moment, moment_is, state, left(reason, 400) AS reason, value, value_evidence, value_is, value_unit, higher_is_better, n, samples_evidence AS n_evidence,
  low, low_evidence, high, high_evidence, bounds, spread, spread_evidence, spread_is, spread_unit, evidence
FROM benchmark_result
ORDER BY folder, suite NULLS FIRST, tool NULLS FIRST, quantity, value_unit, device, "case", axes, backend, moment, path, case_id
