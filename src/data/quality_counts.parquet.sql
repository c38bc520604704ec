-- How many files, or runs, each finding was made in that no ledger counts.
WITH found AS (
  SELECT 'pending' AS kind, path AS name, leaf_of_source(source_id, 'path', path) AS leaf FROM source WHERE units_pending > 0
  UNION ALL
  SELECT DISTINCT 'types', s.path, leaf_of_source(s.source_id, 'path', s.path) FROM key_drift k JOIN source s USING (source_id) WHERE k.type_drift
  UNION ALL
  SELECT DISTINCT 'keys', s.path, leaf_of_source(s.source_id, 'path', s.path) FROM key_drift k JOIN source s USING (source_id) WHERE k.presence_drift AND k.key <> '…'
  UNION ALL
  SELECT 'twins', path, leaf_of_source(source_id, 'path', path) FROM source WHERE same_content_as IS NOT NULL
  UNION ALL
  SELECT DISTINCT 'pieces', run_id, leaf(source_id, unit, NULL) FROM parted_run
)
SELECT kind, count(*) AS n, derived('count', list(leaf ORDER BY name)) AS evidence FROM found GROUP BY kind ORDER BY kind
