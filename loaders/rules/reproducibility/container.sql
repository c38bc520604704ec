-- title: Every run names its container by digest
-- standard: Reproducibility
-- item: container
-- severity: note
-- remedy: log the image with its digest: name@sha256:…

WITH told AS (
  SELECT subject, coalesce(found IS NOT NULL, false) AS holds, coalesce(mutable IS NOT NULL, false) AS denies, leaf AS run, found AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, 'container|image|docker|singularity|apptainer') AND regexp_matches(value, '[0-9a-f]{64}') GROUP BY run_id) s USING (run_id) LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS mutable FROM run_setting WHERE regexp_matches(key, 'container|image|docker|singularity|apptainer') AND regexp_matches(value, '^[^ ]+:[^ ]+$') AND NOT regexp_matches(value, '[0-9a-f]{64}') GROUP BY run_id) m USING (run_id)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'names its image by digest') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
