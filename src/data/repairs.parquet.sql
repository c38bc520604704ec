-- What was mended, before and after.
SELECT s.path, r.line, r.kind, left(r.before, 200) AS before, left(r.after, 200) AS after, evidence_of(r.source_id, r.unit) AS evidence
FROM repair r JOIN source s USING (source_id)
ORDER BY s.path, r.unit, r.kind, before, after
