-- title: Throughput holds to the end
-- standard: Run health
-- item: throughput-decay
-- severity: warning
-- remedy: look for leaks, fragmentation, growing logs, thermal limits

-- Of several rates the one that falls most; a fifth less in the last quarter than in the second.
WITH worst AS (
  SELECT run_id, arg_min({metric: metric, ratio: late / early, evidence: evidence}, (late / early, metric)) AS rate FROM throughput_trend GROUP BY run_id
)
SELECT r.subject, CASE WHEN w.rate IS NULL THEN 'no-evidence' WHEN w.rate.ratio < 0.8 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN w.rate IS NULL THEN 'no rate with sixteen values by step' ELSE w.rate.metric || ' of the last quarter as a share of that of the second' END AS why, w.rate.ratio AS value, w.rate.evidence AS evidence
FROM run_subject r LEFT JOIN worst w USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
