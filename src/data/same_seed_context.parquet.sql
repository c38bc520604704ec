-- What a repeat logs otherwise than the first run of its seed and configuration: commit, device, command, environment, parameters.
WITH fact AS (
  SELECT i.run_id, 'parameter' AS kind, key, value, evidence_of(p.source_id, unit) AS evidence, (p.source_id, unit) AS place FROM param p JOIN run_identity i ON i.part_id = p.run_id
  UNION ALL SELECT i.run_id, 'environment', key, value, evidence_of(e.source_id, unit), (e.source_id, unit) FROM environment e JOIN run_identity i ON i.part_id = e.run_id
  UNION ALL SELECT run_id, 'identity', 'commit', "commit", commit_evidence, (source_id, unit) FROM run_summary WHERE "commit" IS NOT NULL
  UNION ALL SELECT run_id, 'identity', 'uncommitted changes', CAST(dirty AS VARCHAR), dirty_evidence, (source_id, unit) FROM run_summary WHERE dirty IS NOT NULL
  UNION ALL SELECT run_id, 'identity', 'device', device, device_evidence, (source_id, unit) FROM run_summary WHERE device IS NOT NULL
  UNION ALL SELECT run_id, 'identity', 'command', command, command_evidence, (source_id, unit) FROM run_summary WHERE command IS NOT NULL
), stated AS (
  SELECT run_id, kind, key, string_agg(DISTINCT left(value, 200), ' | ' ORDER BY left(value, 200)) AS value, min_by(evidence, place) AS evidence
  FROM fact WHERE NOT regexp_matches(lower(key), '(^|/)(run_id|run_uuid|run_name|name)$') GROUP BY run_id, kind, key
), side AS (
  SELECT run_a, run_b, kind, key, value AS value_a, evidence AS value_a_evidence, NULL AS value_b, NULL AS value_b_evidence FROM same_seed_pair JOIN stated ON run_id = run_a
  UNION ALL SELECT run_a, run_b, kind, key, NULL, NULL, value, evidence FROM same_seed_pair JOIN stated ON run_id = run_b
)
SELECT run_a, run_b, kind, key, max(value_a) AS value_a, max(value_a_evidence) AS value_a_evidence, max(value_b) AS value_b, max(value_b_evidence) AS value_b_evidence
FROM side GROUP BY run_a, run_b, kind, key
HAVING max(value_a) IS DISTINCT FROM max(value_b)
ORDER BY run_a, run_b, kind, key
