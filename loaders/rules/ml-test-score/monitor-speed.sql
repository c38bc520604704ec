-- title: Training speed, latency and memory have not fallen back
-- standard: ML Test Score
-- section: monitoring
-- item: monitor-speed
-- severity: warning
-- remedy: look for what slows a run down as it goes on

WITH worst AS (
  SELECT r.input, arg_min({run: r.subject, metric: t.metric, ratio: t.late / t.early, evidence: t.evidence}, (t.late / t.early, r.run_id, t.metric)) AS rate FROM throughput_trend t JOIN run_subject r USING (run_id) GROUP BY r.input
)
SELECT i.subject, CASE WHEN rate IS NULL THEN 'no-evidence' WHEN rate.ratio < 0.8 THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN rate IS NULL THEN 'no run logs a rate by step' ELSE rate.metric || ' of ' || rate.run || ', the last quarter as a share of the second' END AS why, rate.ratio AS value, rate.evidence AS evidence, 1 AS points
FROM input_subject i LEFT JOIN worst w ON w.input = i.subject
ORDER BY subject
