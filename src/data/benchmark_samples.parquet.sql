-- Every raw sample.
SELECT b.case_id, s.ordinal, s.value, evidence_of(s.source_id, s.unit) AS value_evidence
FROM sample s JOIN benchmark b USING (case_id)
ORDER BY b.device, b.op, b.quantity, b.unit_name, b."case", b.backend, b.dtype, s.case_id, s.ordinal
