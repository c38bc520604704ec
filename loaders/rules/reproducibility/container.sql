-- title: Every run names its container by digest
-- standard: Reproducibility
-- item: container
-- severity: note
-- remedy: log the image with its digest: name@sha256:…

WITH told AS (
  SELECT subject, found IS NOT NULL AS holds, mutable IS NOT NULL AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, 'container|image|docker|singularity|apptainer') AND regexp_matches(value, '[0-9a-f]{64}') GROUP BY run_id) s USING (run_id) LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS mutable FROM run_setting WHERE regexp_matches(key, 'container|image|docker|singularity|apptainer') AND regexp_matches(value, '^[^ ]+:[^ ]+$') AND NOT regexp_matches(value, '[0-9a-f]{64}') GROUP BY run_id) m USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'names its image by digest') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
