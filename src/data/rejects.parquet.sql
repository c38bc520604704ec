-- What could not be read, in its own words.
SELECT s.path, r.line, r.reason, left(r.text, 400) AS text, evidence_of(r.source_id, r.unit) AS evidence
FROM reject r JOIN source s USING (source_id)
ORDER BY s.path, r.unit, r.reason
