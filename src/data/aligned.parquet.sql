-- Every run's curve at the steps that the runs of the metric share: resample(), in float32, NULL outside the steps of the run. By metric, run and step, as metric_values counts them.
WITH found AS (
  SELECT metric, run_id, unnest(t) AS step, unnest(resample(s, x, t)) AS value FROM aligned_series
)
SELECT f.step, evidence_of(a.source_id, a.unit) AS step_evidence, CASE WHEN isfinite(f.value) THEN f.value END AS value, CASE WHEN isfinite(f.value) THEN e.evidence END AS value_evidence
FROM found f JOIN aligned_step a USING (metric, step) JOIN aligned_evidence e USING (metric, run_id, step)
ORDER BY f.metric, f.run_id, f.step
