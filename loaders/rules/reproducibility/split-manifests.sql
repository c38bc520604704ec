-- title: The splits are named apart, each with a digest of its own
-- standard: Reproducibility
-- item: split-manifests
-- severity: warning
-- remedy: log each split (train, validation, test) as a data set with its SHA-256, or a manifest of its samples

WITH split AS (
  SELECT g.subject, g.run_id, g.leaf AS run, a.sha256, a.leaf, regexp_extract(a.path, '(train|val|test|dev)') AS split
  FROM grouped_run g LEFT JOIN run_artifact a ON a.run_id = g.run_id AND a.role = 'dataset' AND a.sha256 IS NOT NULL AND regexp_matches(a.path, 'train|val|test|dev')
), told AS (
  SELECT subject, run_id, run, count(DISTINCT split) AS splits, count(DISTINCT split) > 1 AND count(DISTINCT sha256) >= count(DISTINCT split) AS holds,
    count(DISTINCT split) > count(DISTINCT sha256) AS denies, arg_min(leaf, leaf) AS told
  FROM split GROUP BY subject, run_id, run
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'names two splits with different digests') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, coalesce(told, run)) AS evidence
FROM told GROUP BY subject
ORDER BY subject
