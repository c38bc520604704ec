-- Keys whose values have two and more types in one file: one row for each type, with how many units have it and the first of them.
SELECT path, key, t.type, t.units, counted(t.units, [leaf(source_id, t.unit, NULL)]) AS units_evidence, t.line, evidence_of(source_id, t.unit) AS evidence
FROM (SELECT s.path, k.source_id, k.key, unnest(k.type_list) AS t FROM key_drift k JOIN source s USING (source_id) WHERE k.type_drift)
ORDER BY path, key, t.unit, t.type
