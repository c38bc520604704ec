-- What failed, is contradicted or could not be read: how many of how many, by kind.
WITH found AS (
  SELECT 'falls' AS kind, source_id, unit, status_raw AS raw FROM capability_transition WHERE NOT rises
  UNION ALL SELECT 'aborted', source_id, coalesce(status_unit, ended_unit, unit), status_raw FROM run WHERE status = 'aborted'
  UNION ALL SELECT 'writers', source_id, unit, NULL FROM run WHERE writers > 1
  UNION ALL SELECT 'nonfinite', source_id, unit, NULL FROM metric_fact WHERE nonfinite IS NOT NULL
  UNION ALL SELECT 'gates', source_id, unit, NULL FROM gate WHERE status = 'fail'
  UNION ALL SELECT 'errors', source_id, unit, NULL FROM captured_error WHERE NOT coalesce(template, false)
  UNION ALL SELECT 'logged errors', source_id, unit, NULL FROM event WHERE level = 'error'
  UNION ALL SELECT 'tests', source_id, unit, NULL FROM test_result WHERE status = 'failed'
  UNION ALL SELECT 'findings', source_id, unit, level_raw FROM finding WHERE level = 'error' AND NOT coalesce(suppressed, false)
  UNION ALL SELECT 'links', source_id, unit, previous_hash FROM chain_link WHERE state = 'broken'
  UNION ALL SELECT 'rejected', source_id, unit, NULL FROM reject
), counted AS (
  SELECT kind, count(*) AS n, derived('count', list(leaf(source_id, unit, raw) ORDER BY source_id, unit, raw)) AS n_evidence FROM found GROUP BY kind
  UNION ALL
  SELECT 'unrecognised', count(*), derived('count', list(leaf_of_source(source_id, 'path', path) ORDER BY path)) FROM source WHERE format IS NULL AND same_content_as IS NULL HAVING count(*) > 0
  UNION ALL
  SELECT 'diverging', count(*), derived('count', list(json_array(first_b_evidence, first_b) ORDER BY run_a, run_b)) FROM same_seed_verdict WHERE verdict = 'fail' HAVING count(*) > 0
)
SELECT kind, n, n_evidence FROM counted
ORDER BY list_position(['diverging', 'aborted', 'falls', 'gates', 'tests', 'findings', 'links', 'errors', 'writers', 'nonfinite', 'logged errors', 'rejected', 'unrecognised'], kind)
