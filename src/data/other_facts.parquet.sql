-- What tools other than trackers and reports said: tests, findings, coverage, components, vulnerabilities, links of hash chains, records.
-- Of each part the first 500, what failed before the rest; other_fact_counts says how many there are.
WITH fact AS (
  SELECT 'test' AS part, t.source_id, t.unit, CASE t.status WHEN 'failed' THEN 1 WHEN 'skipped' THEN 2 ELSE 3 END AS rank,
    coalesce(t.classname, t.suite) AS kind, t.name, CASE t.status WHEN 'passed' THEN 'pass' WHEN 'failed' THEN 'fail' ELSE 'no-evidence' END AS verdict, t.status_raw AS state,
    t.seconds AS value, evidence_of(t.source_id, t.unit) AS value_evidence, 's' AS unit_name, t.message AS detail
  FROM test_result t JOIN source s USING (source_id) WHERE s.format <> 'test-ndjson'
  UNION ALL
  SELECT 'finding', source_id, unit, CASE WHEN suppressed THEN 5 ELSE coalesce(list_position(['error', 'warning', 'note', 'none'], level), 4) END,
    concat_ws(' ', tool, rule), text, NULL, concat_ws(', ', level, CASE WHEN suppressed THEN 'suppressed' END), NULL, NULL, NULL, location
  FROM finding WHERE audit_id IS NULL
  UNION ALL
  SELECT 'coverage', source_id, unit, 1, NULL, file, NULL, NULL, 100.0 * lines_hit / nullif(lines, 0),
    CASE WHEN lines > 0 THEN CAST(json_object('fn', 'percent', 'n', 2, 'of', [part(lines_in(source_id, unit, lines_hit)), part(lines_in(source_id, unit, lines))]) AS VARCHAR) END, '%', NULL
  FROM coverage
  UNION ALL
  SELECT 'vulnerability', source_id, unit, coalesce(list_position(['critical', 'high', 'medium', 'low', 'info', 'none'], lower(severity)), 7),
    component, id, NULL, concat_ws(', ', severity, state), score, CASE WHEN score IS NOT NULL THEN evidence_of(source_id, unit) END, NULL, concat_ws('; ', 'fixed in ' || fixed_in, description)
  FROM vulnerability
  UNION ALL
  SELECT 'component', source_id, unit, CASE WHEN licence IS NULL THEN 1 ELSE 2 END, type, concat_ws(' ', name, version), NULL, licence, NULL, NULL, NULL, purl
  FROM component
  UNION ALL
  SELECT 'chain link', source_id, unit, list_position(['broken', 'unverifiable', 'genesis', 'holds'], state), NULL, coalesce(left(hash, 16), 'no hash'),
    CASE state WHEN 'holds' THEN 'pass' WHEN 'broken' THEN 'fail' WHEN 'unverifiable' THEN 'no-evidence' ELSE CASE WHEN reason IS NULL THEN 'not-applicable' ELSE 'undecided' END END,
    state, NULL, NULL, NULL, reason
  FROM chain_link
  UNION ALL
  SELECT 'record', source_id, unit, CASE WHEN nonfinite IS NOT NULL THEN 1 WHEN value IS NOT NULL THEN 2 WHEN text IS NOT NULL THEN 3 ELSE 4 END, kind, name, NULL, nonfinite,
    value, CASE WHEN value IS NOT NULL THEN evidence_of(source_id, unit) END, unit_name, coalesce(text, CAST(attributes AS VARCHAR))
  FROM record
)
SELECT f.part, f.kind, left(f.name, 300) AS name, f.verdict, f.state, f.value, f.value_evidence, f.unit_name, left(f.detail, 400) AS detail, s.path, evidence_of(f.source_id, f.unit) AS evidence
FROM fact f JOIN source s USING (source_id)
QUALIFY row_number() OVER (PARTITION BY f.part ORDER BY f.rank, s.path, f.unit, f.kind, f.name, f.detail, f.value) <= 500
ORDER BY f.part, f.rank, s.path, f.unit, f.kind, f.name, f.detail, f.value
