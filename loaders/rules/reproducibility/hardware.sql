-- title: Every run logs the hardware it ran on
-- standard: Reproducibility
-- item: hardware
-- severity: warning
-- remedy: log the device: GPU and driver, or CPU

WITH told AS (
  SELECT subject, coalesce(device IS NOT NULL OR found IS NOT NULL, false) AS holds, coalesce(false, false) AS denies, leaf AS run, CASE WHEN device IS NULL THEN found ELSE json_array(device_evidence, device) END AS told, run_id FROM grouped_run LEFT JOIN (SELECT run_id, arg_min(leaf, (leaf, key)) AS found FROM run_setting WHERE regexp_matches(key, '(^|[/_.])(gpu|cpu|cuda|accelerator|device)') GROUP BY run_id) s USING (run_id)
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE holds) AS k, count(*) FILTER (WHERE denies) AS bad,
    list(told ORDER BY run_id) FILTER (WHERE holds) AS holding, list(run ORDER BY run_id) FILTER (WHERE NOT holds) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'names its hardware') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
