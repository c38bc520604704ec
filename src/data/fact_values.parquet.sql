-- The same facts by key, as fact_keys counts them: what a column of the table of runs reads.
WITH fact AS (
  SELECT i.run_id, 'parameter' AS kind, key, value, source_id, unit FROM param p JOIN run_identity i ON i.part_id = p.run_id
  UNION ALL SELECT i.run_id, 'environment', key, value, source_id, unit FROM environment e JOIN run_identity i ON i.part_id = e.run_id
)
SELECT run_id, left(value, 200) AS value, min_by(evidence_of(source_id, unit), (source_id, unit)) AS value_evidence
FROM fact GROUP BY run_id, kind, key, value
ORDER BY kind DESC, key, run_id, min((source_id, unit)), value
