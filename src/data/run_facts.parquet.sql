-- Parameters and environment of every run, each value with its line; a key set twice to different values is two rows.
WITH fact AS (
  SELECT i.run_id, 'parameter' AS kind, key, value, source_id, unit FROM param p JOIN run_identity i ON i.part_id = p.run_id
  UNION ALL SELECT i.run_id, 'environment', key, value, source_id, unit FROM environment e JOIN run_identity i ON i.part_id = e.run_id
)
SELECT run_id, kind, key, left(value, 1000) AS value, min_by(evidence_of(source_id, unit), (source_id, unit)) AS value_evidence, length(value) > 1000 AS cut
FROM fact GROUP BY run_id, kind, key, value
ORDER BY run_id, kind DESC, key, min((source_id, unit)), value
