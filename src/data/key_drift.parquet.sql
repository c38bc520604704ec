-- Keys that some units of a file lack, together where they stand in as many units from the same first to the same last one.
WITH key_set AS (
  SELECT source_id, units, unit, last_unit, any_value(parsed) AS parsed, any_value(line) AS line, any_value(last_line) AS last_line, count(*) AS n, string_agg(key, ', ' ORDER BY key) AS keys
  FROM key_drift WHERE presence_drift AND key <> '…' GROUP BY source_id, units, unit, last_unit
)
SELECT s.path, left(k.keys, 4000) AS keys, k.n, counted(k.n, [leaf(k.source_id, k.unit, NULL)]) AS n_evidence,
  k.units, counted(k.units, CASE WHEN k.unit = k.last_unit THEN [leaf(k.source_id, k.unit, NULL)] ELSE [leaf(k.source_id, k.unit, NULL), leaf(k.source_id, k.last_unit, NULL)] END) AS units_evidence,
  k.parsed, k.source_id || '#units_parsed' AS parsed_evidence, k.line AS first_line, evidence_of(k.source_id, k.unit) AS first_evidence,
  k.last_line, evidence_of(k.source_id, k.last_unit) AS last_evidence
FROM key_set k JOIN source s USING (source_id)
ORDER BY s.path, k.unit, k.last_unit, k.units
