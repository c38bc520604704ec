-- Three lines for each kind of failure: the latest, or the first in the order of the files.
WITH example AS (
  SELECT 'falls' AS kind, row_name AS label, status_before || ' → ' || status AS detail, evidence, date AS at_date, path, unit FROM capability_transition WHERE NOT rises
  UNION ALL SELECT 'aborted', r.name, coalesce(r.status_raw, r.status), evidence_of(r.source_id, coalesce(r.status_unit, r.ended_unit, r.unit)), NULL, s.path, r.unit FROM run r JOIN source s USING (source_id) WHERE r.status = 'aborted'
  UNION ALL SELECT 'writers', name, NULL, evidence_of(source_id, unit), NULL, path, unit FROM run JOIN source USING (source_id) WHERE writers > 1
  UNION ALL SELECT 'nonfinite', m.metric, m.raw, evidence_of(m.source_id, m.unit), NULL, s.path, m.unit FROM metric_fact m JOIN source s USING (source_id) WHERE m.nonfinite IS NOT NULL
  UNION ALL SELECT 'gates', g.command, coalesce(g.status_raw, g.status), evidence_of(g.source_id, g.unit), a.date, s.path, g.unit FROM gate g JOIN source s USING (source_id) LEFT JOIN audit a USING (audit_id) WHERE g.status = 'fail'
  UNION ALL SELECT 'errors', left(e.error, 160), e.step, evidence_of(e.source_id, e.unit), a.date, s.path, e.unit FROM captured_error e JOIN source s USING (source_id) LEFT JOIN audit a USING (audit_id) WHERE NOT coalesce(e.template, false)
  UNION ALL SELECT 'logged errors', left(e.message, 160), e.kind, evidence_of(e.source_id, e.unit), e.time, s.path, e.unit FROM event e JOIN source s USING (source_id) WHERE e.level = 'error'
  UNION ALL SELECT 'tests', t.name, left(t.message, 160), evidence_of(t.source_id, t.unit), NULL, s.path, t.unit FROM test_result t JOIN source s USING (source_id) WHERE t.status = 'failed'
  UNION ALL SELECT 'findings', left(f.text, 160), f.location, evidence_of(f.source_id, f.unit), NULL, s.path, f.unit FROM finding f JOIN source s USING (source_id) WHERE f.level = 'error' AND NOT coalesce(f.suppressed, false)
  UNION ALL SELECT 'links', s.path || coalesce(':' || l.line, ''), 'names another row before it than the one there', evidence_of(l.source_id, l.unit), NULL, s.path, l.unit FROM chain_link l JOIN source s USING (source_id) WHERE l.state = 'broken'
  UNION ALL SELECT 'rejected', s.path || coalesce(':' || r.line, ''), r.reason, evidence_of(r.source_id, r.unit), NULL, s.path, r.unit FROM reject r JOIN source s USING (source_id)
  UNION ALL SELECT 'unrecognised', path, coalesce('looks like ' || guess, note), source_id || '#path', NULL, path, 0 FROM source WHERE format IS NULL AND same_content_as IS NULL
  UNION ALL SELECT 'diverging', name_a || ' / ' || name_b, first_metric || ' first, at step ' || CAST(first_step AS BIGINT), first_b_evidence, NULL, path, unit FROM same_seed_verdict WHERE verdict = 'fail'
)
SELECT kind, label, detail, evidence, path FROM example
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY at_date DESC NULLS LAST, path, unit, label) <= 3
ORDER BY kind, at_date DESC NULLS LAST, path, unit, label, detail
