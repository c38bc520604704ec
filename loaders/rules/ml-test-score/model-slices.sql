-- title: Quality is sufficient on all slices of the data
-- standard: ML Test Score
-- section: model
-- item: model-slices
-- severity: warning
-- remedy: log the metric for each slice (slice/<name>/accuracy); a slice that falls far behind needs data of its own

-- The worst slice of a metric where higher is better, as a share of the best: four fifths and more.
WITH slice AS (
  SELECT r.input, r.run_id, regexp_replace(lower(m.metric), '(slice|subgroup|class|domain)[/_=:][^/]+', '*') AS family, m.metric, m.last, json_array(m.last_evidence, m.last) AS leaf
  FROM metric_summary m JOIN run_subject r USING (run_id)
  WHERE m.last > 0 AND m.direction AND regexp_matches(lower(m.metric), '(^|/)(slice|subgroup|class|domain)[/_=:][^/]+')
), family AS (
  SELECT input, run_id, family, min(last) / max(last) AS share, derived('ratio', [arg_min(leaf, (last, metric)), arg_max(leaf, (last, metric))]) AS evidence, arg_min(metric, (last, metric)) AS metric FROM slice GROUP BY input, run_id, family HAVING count(*) > 1
), worst AS (
  SELECT input, arg_min({share: share, metric: metric, evidence: evidence}, (share, run_id, family)) AS slice FROM family GROUP BY input
)
SELECT i.subject, CASE WHEN slice IS NULL THEN 'no-evidence' WHEN slice.share >= 0.8 THEN 'pass' ELSE 'fail' END AS verdict,
  CASE WHEN slice IS NULL THEN 'no metric of two slices whose direction is declared' ELSE slice.metric || ' as a share of the best slice' END AS why, slice.share AS value, slice.evidence AS evidence, 0.5 AS points
FROM input_subject i LEFT JOIN worst w ON w.input = i.subject
ORDER BY subject
