-- Audits and status reports, the latest first, with how many capability statuses each states.
SELECT a.audit_id, a.title, a.subject, a.date, a.date_raw, a.date_from, a."commit", a.tool, s.path, evidence_of(a.source_id, a.unit) AS evidence,
  count(c.unit) AS capabilities, coalesce(derived('count', list(leaf(c.source_id, c.unit, c.status_raw) ORDER BY c.unit) FILTER (WHERE c.unit IS NOT NULL)), derived('count', [])) AS capabilities_evidence
FROM audit a JOIN source s USING (source_id) LEFT JOIN capability c USING (audit_id)
GROUP BY ALL
ORDER BY a.date DESC, s.path, a.audit_id
