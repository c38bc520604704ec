-- title: The GPU is busy
-- standard: Run health
-- item: idle-gpu
-- severity: warning
-- remedy: look at data loading and batch size; profile a few steps

-- The middle of the utilisation that the run logs, in per cent.
WITH usage AS (
  SELECT run_id, metric, count(*) AS n, median(CASE WHEN most <= 1 THEN 100 * value ELSE value END) AS percent,
    CASE WHEN any_value(most) > 1 THEN derived('median', list(leaf ORDER BY leaf)) ELSE derived('scale', [part(derived('median', list(leaf ORDER BY leaf))), json_array(NULL, 100)]) END AS evidence
  FROM (
    SELECT run_id, metric, value, leaf(source_id, unit, raw) AS leaf, max(value) OVER (PARTITION BY run_id, metric) AS most FROM metric_fact
    WHERE value IS NOT NULL AND regexp_matches(lower(metric), 'gpu.*(util|busy|usage|percent)|(util|usage).*gpu') AND NOT regexp_matches(lower(metric), 'mem|power|temp')
  ) GROUP BY run_id, metric HAVING count(*) >= 5
), worst AS (
  SELECT run_id, arg_min({metric: metric, percent: percent, evidence: evidence}, (percent, metric)) AS gpu FROM usage GROUP BY run_id
)
SELECT r.subject, CASE WHEN w.gpu IS NULL THEN 'no-evidence' WHEN w.gpu.percent < 30 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN w.gpu IS NULL THEN 'no utilisation of a GPU is logged' ELSE 'the middle of ' || w.gpu.metric || ', in per cent' END AS why, w.gpu.percent AS value, w.gpu.evidence AS evidence
FROM run_subject r LEFT JOIN worst w USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
