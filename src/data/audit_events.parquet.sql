-- Audit, action and error logs that belong to no run, in order.
SELECT s.path, u.line, e.time, e.zoned, e.level, e.kind, left(e.message, 400) AS message, evidence_of(e.source_id, e.unit) AS evidence
FROM event e JOIN source_unit u ON u.source_id = e.source_id AND u.unit = e.unit JOIN source s ON s.source_id = e.source_id WHERE e.run_id IS NULL AND (e.time IS NOT NULL OR e.message IS NOT NULL)
ORDER BY e.time, s.path, e.unit, e.kind, e.message
