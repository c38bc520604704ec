-- Mean, least and greatest of the curves of each group of runs that differ in seed only, at the steps they share: resample(), in float32. Aborted and unfinished runs are left out, and a run where it logs nothing.
WITH member AS (
  SELECT metric, group_key, group_label, unnest(run_ids) AS run_id FROM band_group
), found AS (
  SELECT metric, group_key, group_label, run_id, unnest(t) AS step, unnest(resample(s, x, t)) AS value FROM member JOIN aligned_series USING (metric, run_id)
), known AS (
  SELECT f.* EXCLUDE (value), CASE WHEN isfinite(f.value) THEN CAST(f.value AS DOUBLE) END AS value, e.evidence
  FROM found f JOIN aligned_evidence e USING (metric, run_id, step)
), spread AS (
  SELECT metric, group_key, any_value(group_label) AS group_label, step, count(value) AS runs, list(part(evidence) ORDER BY run_id) FILTER (WHERE value IS NOT NULL) AS parts,
    avg(value ORDER BY run_id) AS mean, min(value) AS least, max(value) AS greatest,
    arg_min(evidence, (value, run_id)) FILTER (WHERE value IS NOT NULL) AS least_evidence, arg_max(evidence, (value, run_id)) FILTER (WHERE value IS NOT NULL) AS greatest_evidence
  FROM known GROUP BY metric, group_key, step
)
SELECT s.group_key, s.group_label, s.step, evidence_of(a.source_id, a.unit) AS step_evidence, s.runs, counted(s.runs, coalesce(s.parts[1:20], [])) AS runs_evidence,
  s.mean, CASE WHEN s.runs > 0 THEN derived('mean', s.parts) END AS mean_evidence, s.least, s.least_evidence, s.greatest, s.greatest_evidence
FROM spread s JOIN aligned_step a USING (metric, step)
ORDER BY s.metric, s.group_key, s.step
