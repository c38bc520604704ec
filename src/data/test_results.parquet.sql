-- Results of this project's long tests; those that other runners wrote are among other_facts. `sources`: whether benchmark rows of this report measured the same sources; null where none says which it measured.
WITH measured AS (
  SELECT list(DISTINCT source_digest) FILTER (WHERE source_digest IS NOT NULL) AS digests FROM benchmark
), totals AS (
  SELECT count(*) AS n, coalesce(derived('count', list(leaf(source_id, unit, status) ORDER BY source_id, unit)), derived('count', [])) AS n_evidence,
    count(*) FILTER (WHERE status = 'passed') AS passed,
    coalesce(derived('count', list(leaf(source_id, unit, status) ORDER BY source_id, unit) FILTER (WHERE status = 'passed')), derived('count', [])) AS passed_evidence,
    coalesce(sum(cases) FILTER (WHERE status = 'passed'), 0) AS all_cases,
    coalesce(derived('sum', list(leaf(source_id, unit, cases) ORDER BY source_id, unit) FILTER (WHERE status = 'passed' AND cases IS NOT NULL)), derived('sum', [])) AS all_cases_evidence
  FROM test_result JOIN source USING (source_id) WHERE format = 'test-ndjson'
)
SELECT suite, name, status, CASE status WHEN 'passed' THEN 'pass' WHEN 'failed' THEN 'fail' ELSE 'no-evidence' END AS verdict,
  cases, seconds, seed, backends, device, "commit", dirty, source_digest, message,
  CASE WHEN source_digest IS NULL OR len(digests) = 0 OR digests IS NULL THEN NULL WHEN list_contains(digests, source_digest) THEN 'same' ELSE 'other' END AS sources,
  totals.*, evidence_of(source_id, unit) AS evidence
FROM test_result JOIN source USING (source_id), measured, totals
WHERE format = 'test-ndjson'
ORDER BY CASE status WHEN 'failed' THEN 1 WHEN 'skipped' THEN 2 ELSE 3 END, suite, name, source_id, unit
