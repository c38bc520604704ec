-- title: No share lies outside what a share can be
-- standard: Run health
-- item: levels
-- severity: error
-- remedy: look at how the metric is summed and divided, and at its unit

-- Shares lie in 0 to 1, or where they are plainly in per cent in 0 to 100.
WITH share AS (
  SELECT run_id, metric, points, least, greatest, least_evidence, greatest_evidence, points_evidence, (unit_name = '%' OR regexp_matches(lower(metric), 'percent|pct') OR greatest > 2) IS TRUE AS percent
  FROM metric_summary WHERE regexp_matches(lower(metric), '(^|[/_])(accuracy|acc|top1|top5|precision|recall|f1|auc|iou|miou|success_rate|win_rate)$') AND least IS NOT NULL
), judged AS (
  SELECT *, least < 0 AS below, greatest > CASE WHEN percent THEN 100 ELSE 1 END AS above FROM share
), worst AS (
  SELECT run_id, count(*) AS n, bool_or(below OR above) AS bad,
    arg_min({metric: metric, value: CASE WHEN above THEN greatest ELSE least END, evidence: CASE WHEN above THEN greatest_evidence ELSE least_evidence END}, (NOT (above OR below), metric)) AS worst,
    derived('count', list(part(points_evidence) ORDER BY metric)) AS evidence
  FROM judged GROUP BY run_id
)
SELECT r.subject, CASE WHEN w.n IS NULL THEN 'no-evidence' WHEN bad THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN w.n IS NULL THEN 'no accuracy, precision, recall or other share is logged' WHEN bad THEN 'no share can be what ' || worst.metric || ' is' ELSE 'each of these shares lies in its range' END AS why,
  CASE WHEN bad THEN worst.value ELSE n END AS value, CASE WHEN bad THEN derived('max', [json_array(worst.evidence, worst.value)]) ELSE w.evidence END AS evidence
FROM run_subject r LEFT JOIN worst w USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
