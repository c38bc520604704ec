-- Every point of every curve, in the order in which run_metrics and metric_values count them.
SELECT step, epoch, time, value, nonfinite, evidence_of(source_id, unit) AS value_evidence
FROM metric_fact
ORDER BY metric, run_id, coalesce(step, 0), source_id, unit, raw
