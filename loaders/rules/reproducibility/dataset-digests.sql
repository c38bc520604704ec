-- title: Every run logs the digest of its data
-- standard: Reproducibility
-- item: dataset-digests
-- severity: error
-- remedy: log each data set with its path and SHA-256

WITH told AS (
  SELECT g.subject, g.run_id, g.leaf AS run, count(a.path) FILTER (WHERE a.role = 'dataset') AS files, coalesce(bool_and(a.sha256 IS NOT NULL) FILTER (WHERE a.role = 'dataset'), false) AS whole, arg_min(a.leaf, (a.leaf, a.path)) FILTER (WHERE a.role = 'dataset' AND a.sha256 IS NOT NULL) AS held, arg_min(a.leaf, (a.leaf, a.path)) FILTER (WHERE a.role = 'dataset' AND NOT (a.sha256 IS NOT NULL)) AS bare
  FROM grouped_run g LEFT JOIN run_artifact a USING (run_id) GROUP BY g.subject, g.run_id, g.leaf
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE whole) AS k, count(*) FILTER (WHERE files > 0 AND NOT whole) AS bad,
    list(held ORDER BY run_id) FILTER (WHERE whole) AS holding, list(coalesce(bare, run) ORDER BY run_id) FILTER (WHERE NOT whole) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'gives a digest of each of its data sets') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
