-- title: No loss or gradient stays the same
-- standard: Run health
-- item: constants
-- severity: warning
-- remedy: look whether the optimizer steps, the learning rate is zero, or the data repeat

WITH still AS (
  SELECT run_id, metric, points, least = greatest AS constant, points_evidence FROM metric_summary
  WHERE points - nonfinite_points >= 10 AND regexp_matches(lower(metric), '(^|[/_])(loss|nll|grad_norm|gradient_norm|accuracy|acc)$') AND split IS DISTINCT FROM 'test'
), counted AS (
  SELECT run_id, count(*) AS n, count(*) FILTER (WHERE constant) AS constants, min(metric) FILTER (WHERE constant) AS first,
    derived('count', list(part(points_evidence) ORDER BY metric) FILTER (WHERE constant)) AS constant_evidence, derived('count', list(part(points_evidence) ORDER BY metric)) AS evidence
  FROM still GROUP BY run_id
)
SELECT r.subject, CASE WHEN c.n IS NULL THEN 'no-evidence' WHEN constants > 0 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN c.n IS NULL THEN 'no loss, gradient or accuracy with ten values' WHEN constants > 0 THEN c.first || ' never changes' ELSE 'each of these metrics changes' END AS why,
  CASE WHEN constants > 0 THEN constants ELSE n END AS value, CASE WHEN constants > 0 THEN constant_evidence ELSE c.evidence END AS evidence
FROM run_subject r LEFT JOIN counted c USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
