-- How many facts of each part of other_facts there are.
WITH fact AS (
  SELECT 'test' AS part, t.source_id, t.unit FROM test_result t JOIN source s USING (source_id) WHERE s.format <> 'test-ndjson'
  UNION ALL SELECT 'finding', source_id, unit FROM finding WHERE audit_id IS NULL
  UNION ALL SELECT 'coverage', source_id, unit FROM coverage
  UNION ALL SELECT 'vulnerability', source_id, unit FROM vulnerability
  UNION ALL SELECT 'component', source_id, unit FROM component
  UNION ALL SELECT 'chain link', source_id, unit FROM chain_link
  UNION ALL SELECT 'record', source_id, unit FROM record
)
SELECT part, count(*) AS n, counted(count(*), arg_min(leaf(source_id, unit, NULL), (source_id, unit), 20)) AS n_evidence
FROM fact GROUP BY part
ORDER BY list_position(['test', 'finding', 'coverage', 'vulnerability', 'component', 'chain link', 'record'], part), part
