-- Events of runs, in order; the first 400 of each run.
SELECT i.run_id, e.time, e.time_raw, e.level, e.kind, left(e.message, 300) AS message, evidence_of(e.source_id, e.unit) AS evidence, u.line
FROM event e JOIN source_unit u ON u.source_id = e.source_id AND u.unit = e.unit JOIN run_identity i ON i.part_id = e.run_id
QUALIFY row_number() OVER (PARTITION BY i.run_id ORDER BY e.source_id, e.unit, e.kind, e.message) <= 400
ORDER BY i.run_id, e.source_id, e.unit, e.kind, e.message
