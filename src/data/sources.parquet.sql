-- Every file given, what it was read as, where each of its units went, and what was found in it; the ones with rejects and repairs first.
WITH doubled AS (
  SELECT source_id, count(*) FILTER (WHERE segment > 1) AS restarts, count(*) FILTER (WHERE writers > 1) AS shared FROM run GROUP BY source_id
)
SELECT s.source_id, s.path, coalesce(s.format, t.format) AS format, f.title, s.confidence, s.source_id || '#confidence' AS confidence_evidence, s.guess, s.sha256, s.note, s.encoding, t.path AS same_as, s.same_content_as AS same_as_id, s.unit_kind,
  s.source_id || '#path' AS evidence,
  s.bytes, s.source_id || '#bytes' AS bytes_evidence,
  s.units, s.source_id || '#units' AS units_evidence,
  s.units_parsed, s.source_id || '#units_parsed' AS units_parsed_evidence,
  s.units_ignored, s.source_id || '#units_ignored' AS units_ignored_evidence,
  s.units_rejected, s.source_id || '#units_rejected' AS units_rejected_evidence,
  s.units_pending, s.source_id || '#units_pending' AS units_pending_evidence,
  s.row_count, s.source_id || '#row_count' AS row_count_evidence,
  s.repair_count, s.source_id || '#repair_count' AS repair_count_evidence,
  coalesce(d.type_drifts, 0) > 0 AS type_drift, coalesce(d.presence_drifts, 0) > 0 AS presence_drift, coalesce(r.restarts, 0) > 0 AS restarts, coalesce(r.shared, 0) > 0 AS shared
FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as LEFT JOIN format f ON f.name = coalesce(s.format, t.format)
LEFT JOIN source_drift d ON d.source_id = s.source_id LEFT JOIN doubled r ON r.source_id = s.source_id
ORDER BY s.units_rejected DESC, s.repair_count DESC, s.path
