-- Every file given, what it was read as, and where each of its units went; the ones with rejects and repairs first.
SELECT s.source_id, s.path, coalesce(s.format, t.format) AS format, s.confidence, s.source_id || '#confidence' AS confidence_evidence, s.guess, s.sha256, s.note, t.path AS same_as, s.same_content_as AS same_as_id, s.unit_kind,
  s.source_id || '#path' AS evidence,
  s.bytes, s.source_id || '#bytes' AS bytes_evidence,
  s.units, s.source_id || '#units' AS units_evidence,
  s.units_parsed, s.source_id || '#units_parsed' AS units_parsed_evidence,
  s.units_ignored, s.source_id || '#units_ignored' AS units_ignored_evidence,
  s.units_rejected, s.source_id || '#units_rejected' AS units_rejected_evidence,
  s.units_pending, s.source_id || '#units_pending' AS units_pending_evidence,
  s.row_count, s.source_id || '#row_count' AS row_count_evidence,
  s.repair_count, s.source_id || '#repair_count' AS repair_count_evidence
FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as
ORDER BY s.units_rejected DESC, s.repair_count DESC, s.path
