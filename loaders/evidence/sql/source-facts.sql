SELECT s.path, s.sha256, s.digest, s.encoding, s.bytes, coalesce(s.format, t.format) AS format, s.confidence, s.unit_kind, s.note, s.units, s.units_parsed, s.units_rejected, s.units_ignored,
  s.units_pending, s.row_count, s.reject_count, s.repair_count,
  (SELECT coalesce(list({field: ignored_field(i.rule), units: i.units} ORDER BY i.rule), []) FROM ignored i WHERE i.source_id = s.source_id) AS ignored,
  list_sort((SELECT coalesce(list(w.path), []) FROM source w WHERE w.digest = s.digest AND w.source_id <> s.source_id)) AS twins
FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as
WHERE s.source_id = $source_id
