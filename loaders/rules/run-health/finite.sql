-- title: No metric became NaN or infinite
-- standard: Run health
-- item: finite
-- severity: error
-- remedy: look at the step before the first of them: learning rate, gradient norm, loss scale

WITH onset AS (
  SELECT run_id, count(*) AS n, arg_min({step: step, metric: metric, nonfinite: nonfinite}, (step, source_id, unit, metric)) AS first,
    arg_min(leaf(source_id, unit, nonfinite), (step, source_id, unit, metric), 20) AS leaves
  FROM metric_fact WHERE nonfinite IS NOT NULL GROUP BY run_id
), measured AS (
  SELECT run_id, sum(points) AS points, derived('sum', list(part(points_evidence) ORDER BY metric)) AS evidence FROM metric_summary GROUP BY run_id
)
SELECT r.subject, CASE WHEN o.n > 0 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN o.n > 0 THEN o.first.metric || ' is ' || o.first.nonfinite || coalesce(' from step ' || step_text(o.first.step), '') || ' on' ELSE 'every logged value is a number' END AS why,
  coalesce(o.n, m.points) AS value, CASE WHEN o.n > 0 THEN counted(o.n, o.leaves) ELSE m.evidence END AS evidence
FROM run_subject r JOIN measured m USING (run_id) LEFT JOIN onset o USING (run_id)
ORDER BY subject
