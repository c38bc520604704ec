-- Checklists as the documents state them.
SELECT s.path, a.date, k.standard, k.item, k.verdict, k.verdict_raw, k.note, evidence_of(k.source_id, k.unit) AS evidence
FROM check_item k JOIN source s USING (source_id) LEFT JOIN audit a USING (audit_id)
ORDER BY a.date DESC, s.path, k.unit, k.standard, k.item
