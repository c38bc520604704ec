-- title: No loss jumps far above its neighbours
-- standard: Run health
-- item: loss-spikes
-- severity: warning
-- remedy: look at the batch and the gradient norm of that step

-- The logarithm of a loss less that of its two neighbours' mean, against the middle of its absolute deviations over the run: a robust z.
WITH loss AS (
  SELECT run_id, metric, step, value, source_id, unit, raw, lag(value) OVER w AS before, lead(value) OVER w AS after
  FROM metric_fact WHERE regexp_matches(lower(metric), '(^|[/_])(loss|nll|cross_entropy)$') AND value > 0 AND step IS NOT NULL
  WINDOW w AS (PARTITION BY run_id, metric ORDER BY step, source_id, unit)
), deviation AS (
  SELECT *, ln(value) - ln((before + after) / 2) AS d FROM loss WHERE before > 0 AND after > 0
), spread AS (
  SELECT run_id, metric, median(d) AS middle, median(abs(d)) AS mad FROM deviation GROUP BY run_id, metric HAVING count(*) >= 20
), judged AS (
  SELECT run_id, metric, step, value, source_id, unit, raw, mad > 0 AND (d - middle) / (1.4826 * mad) > 8 AND d > ln(2) AS spike FROM deviation JOIN spread USING (run_id, metric)
), counted AS (
  SELECT run_id, count(*) AS n, count(*) FILTER (WHERE spike) AS spikes, arg_min({metric: metric, step: step}, (step, metric)) FILTER (WHERE spike) AS first,
    coalesce(arg_min(leaf(source_id, unit, raw), (step, metric), 20) FILTER (WHERE spike), arg_min(leaf(source_id, unit, raw), (step, metric), 20)) AS leaves
  FROM judged GROUP BY run_id
)
SELECT r.subject, CASE WHEN c.n IS NULL THEN 'no-evidence' WHEN spikes > 0 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN c.n IS NULL THEN 'no loss with twenty positive values by step' WHEN spikes > 0 THEN first.metric || ' jumps at step ' || step_text(first.step) || CASE WHEN spikes > 1 THEN ', the first of ' || spikes ELSE '' END ELSE 'no value is twice its neighbours and eight robust deviations above them' END AS why,
  CASE WHEN spikes > 0 THEN spikes ELSE n END AS value, CASE WHEN n > 0 THEN counted(CASE WHEN spikes > 0 THEN spikes ELSE n END, c.leaves) END AS evidence
FROM run_subject r LEFT JOIN counted c USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
