-- What the sources were read as, the most units first.
SELECT coalesce(s.format, t.format) AS format, count(*) AS sources, derived('count', list(leaf_of_source(s.source_id, 'path', s.path) ORDER BY s.path)) AS sources_evidence,
  sum(s.units) AS units, derived('sum', list(leaf_of_source(s.source_id, 'units', s.units) ORDER BY s.path)) AS units_evidence
FROM source s LEFT JOIN source t ON t.source_id = s.same_content_as
WHERE coalesce(s.format, t.format) IS NOT NULL
GROUP BY coalesce(s.format, t.format)
ORDER BY sum(s.units) DESC, format
