-- title: Every run logs the hardware it ran on
-- standard: Reproducibility
-- item: hardware
-- severity: warning
-- remedy: log the device: GPU and driver, or CPU

WITH told AS (
  SELECT subject, device IS NOT NULL OR found IS NOT NULL AS holds, false AS denies, leaf AS run, CASE WHEN device IS NULL THEN found ELSE json_array(device_evidence, device) END AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, '(^|[/_.])(gpu|cpu|cuda|accelerator|device)') GROUP BY run_id) s USING (run_id)
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'names its hardware') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, run) AS evidence
FROM told GROUP BY subject
ORDER BY subject
