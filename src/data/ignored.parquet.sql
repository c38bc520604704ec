-- Units set aside by a rule, named by what they are.
SELECT i.rule, sum(i.units) AS units, derived('sum', list(leaf_of_source(i.source_id, ignored_field(i.rule), i.units) ORDER BY s.path)) AS units_evidence,
  count(*) AS sources, derived('count', list(leaf_of_source(i.source_id, 'path', s.path) ORDER BY s.path)) AS sources_evidence
FROM ignored i JOIN source s USING (source_id)
GROUP BY i.rule
ORDER BY sum(i.units) DESC, i.rule
