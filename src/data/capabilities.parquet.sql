-- Every capability row of every audit, raw beside normalised.
SELECT row_name, capability, audit_id, subject_key, subject, date, date_raw, date_from, path, status, status_raw, score, score_raw, gaps, artifacts, evidence_of(source_id, unit) AS evidence
FROM capability_fact
ORDER BY status_raw IS NULL, date DESC, path, unit, row_name, capability
