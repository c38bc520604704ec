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
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(coalesce(told, run) ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'names two splits with different digests') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
