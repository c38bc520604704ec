-- The other parts of status reports: findings, gates, phases, deferred items, sprint items, captured errors, patches.
SELECT p.part, p.audit_id, s.path, a.date, p.title, p.status, p.status_raw, p.text, p.evidence FROM (
  SELECT 'finding' AS part, audit_id, source_id, unit, title, NULL AS status, NULL AS status_raw, text, evidence_of(source_id, unit) AS evidence FROM finding WHERE audit_id IS NOT NULL
  UNION ALL SELECT 'gate', audit_id, source_id, unit, command, status, status_raw, note, evidence_of(source_id, unit) FROM gate
  UNION ALL SELECT 'phase', audit_id, source_id, unit, name, status, status_raw, note, evidence_of(source_id, unit) FROM phase
  UNION ALL SELECT 'deferred item', audit_id, source_id, unit, title, NULL, NULL, text, evidence_of(source_id, unit) FROM deferred
  UNION ALL SELECT 'sprint item', audit_id, source_id, unit, concat_ws(': ', item, title), status, status_raw, sprint, evidence_of(source_id, unit) FROM sprint_item
  UNION ALL SELECT 'captured error', audit_id, source_id, unit, step, CASE WHEN template THEN 'template' END, NULL, error, evidence_of(source_id, unit) FROM captured_error
  UNION ALL SELECT 'patch', audit_id, source_id, unit, title, NULL, NULL, coalesce(why, files), evidence_of(source_id, unit) FROM patch
) p JOIN source s USING (source_id) LEFT JOIN audit a USING (audit_id)
ORDER BY a.date DESC, s.path, p.unit, p.part, p.title, p.text, p.status
