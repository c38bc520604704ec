-- Keys that some units of a file lack: in how many it stands, the first of them and the last.
SELECT s.path, k.key, k.units, counted(k.units, CASE WHEN k.unit = k.last_unit THEN [leaf(k.source_id, k.unit, NULL)] ELSE [leaf(k.source_id, k.unit, NULL), leaf(k.source_id, k.last_unit, NULL)] END) AS units_evidence,
  k.parsed, k.source_id || '#units_parsed' AS parsed_evidence, k.line AS first_line, evidence_of(k.source_id, k.unit) AS first_evidence,
  k.last_line, evidence_of(k.source_id, k.last_unit) AS last_evidence
FROM key_drift k JOIN source s USING (source_id)
WHERE k.presence_drift AND k.key <> '…'
ORDER BY s.path, k.unit, k.key
