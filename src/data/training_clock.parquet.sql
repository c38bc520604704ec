-- Metrics that a run logs by its clock alone, at the times of its training steps: resample(), in float32, NULL before the first and after the last value. By run, metric and time, as run_metrics counts them.
WITH found AS (
  SELECT run_id, metric, dated, unnest(n) AS n, unnest(steps) AS step, unnest(resample(s, x, t)) AS value FROM clock_series
)
SELECT f.step, e.step_evidence, CASE WHEN isfinite(f.value) THEN f.value END AS value, CASE WHEN isfinite(f.value) THEN e.evidence END AS value_evidence
FROM found f JOIN clock_evidence e USING (run_id, metric, dated, n)
ORDER BY f.run_id, f.metric, f.dated, f.n
