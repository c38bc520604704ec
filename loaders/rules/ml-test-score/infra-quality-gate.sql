-- title: Model quality is validated before serving
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-quality-gate
-- severity: warning
-- remedy: let CI refuse a model whose quality falls, and give the JUnit file

-- A test in CI counts whole, a gate that a report documents half.
WITH gated AS (
  SELECT regexp_extract(s.path, '^[^/]*') AS input, count(*) AS n, count(*) FILTER (WHERE g.status = 'fail') AS failed, derived('count', list(leaf(g.source_id, g.unit, NULL) ORDER BY g.source_id, g.unit)) AS evidence
  FROM gate g JOIN source s USING (source_id) WHERE g.status IN ('pass', 'fail') AND regexp_matches(lower(g.command), 'quality|accuracy|eval|metric|regression') GROUP BY input
)
SELECT t.subject, CASE WHEN t.verdict <> 'no-evidence' OR g.n IS NULL THEN t.verdict WHEN g.failed > 0 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN t.verdict <> 'no-evidence' OR g.n IS NULL THEN t.why ELSE 'gates that a report documents' END AS why,
  CASE WHEN t.verdict <> 'no-evidence' OR g.n IS NULL THEN t.value ELSE g.n END AS value, CASE WHEN t.verdict <> 'no-evidence' OR g.n IS NULL THEN t.evidence ELSE g.evidence END AS evidence,
  CASE WHEN t.verdict <> 'no-evidence' OR g.n IS NULL THEN 1 ELSE 0.5 END AS points
FROM tested('quality|accuracy.?(gate|threshold)|eval.?gate|regression.?gate') t LEFT JOIN gated g ON g.input = t.subject
ORDER BY subject
