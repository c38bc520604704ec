-- What became of the units of the files, by what they were read as: the formats with rejected units first, files not recognised last.
WITH file AS (
  SELECT s.*, coalesce(s.format, t.format) AS read_as, f.title
  FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as LEFT JOIN format f ON f.name = coalesce(s.format, t.format)
)
SELECT read_as AS format, any_value(title) AS title, count(*) AS sources, derived('count', list(leaf_of_source(source_id, 'path', path) ORDER BY path)) AS sources_evidence,
  min(confidence) FILTER (WHERE read_as IS NOT NULL) AS confidence, arg_min(source_id || '#confidence', (confidence, path)) FILTER (WHERE read_as IS NOT NULL AND confidence IS NOT NULL) AS confidence_evidence,
  sum(units) AS units, derived('sum', list(leaf_of_source(source_id, 'units', units) ORDER BY path)) AS units_evidence,
  sum(units_parsed) AS units_parsed, derived('sum', list(leaf_of_source(source_id, 'units_parsed', units_parsed) ORDER BY path)) AS units_parsed_evidence,
  sum(units_ignored) AS units_ignored, derived('sum', list(leaf_of_source(source_id, 'units_ignored', units_ignored) ORDER BY path)) AS units_ignored_evidence,
  sum(units_rejected) AS units_rejected, derived('sum', list(leaf_of_source(source_id, 'units_rejected', units_rejected) ORDER BY path)) AS units_rejected_evidence,
  sum(units_pending) AS units_pending, derived('sum', list(leaf_of_source(source_id, 'units_pending', units_pending) ORDER BY path)) AS units_pending_evidence,
  sum(repair_count) AS repair_count, derived('sum', list(leaf_of_source(source_id, 'repair_count', repair_count) ORDER BY path)) AS repair_count_evidence
FROM file
GROUP BY read_as
ORDER BY read_as IS NULL, sum(units_rejected) DESC, sum(units) DESC, read_as
