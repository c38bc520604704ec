-- title: A simpler model is not better
-- standard: ML Test Score
-- section: model
-- item: model-baseline
-- severity: warning
-- remedy: log a run of a simple baseline with the same metric, and declare which way is better

-- Runs that call themselves baseline against the others of the input, by the last value of a metric with a direction.
WITH last AS (
  SELECT r.input, m.metric, m.direction, m.last, json_array(m.last_evidence, m.last) AS leaf, r.run_id, regexp_matches(lower(concat_ws(' ', r.name, r.group_label)), 'baseline|linear|naive|majority') AS simple
  FROM metric_summary m JOIN run_subject r USING (run_id) WHERE m.direction IS NOT NULL AND m.last IS NOT NULL
), best AS (
  SELECT input, metric, CASE WHEN any_value(direction) THEN max(last) FILTER (WHERE simple) ELSE -min(last) FILTER (WHERE simple) END AS baseline,
    CASE WHEN any_value(direction) THEN max(last) FILTER (WHERE NOT simple) ELSE -min(last) FILTER (WHERE NOT simple) END AS model,
    CASE WHEN any_value(direction) THEN arg_max(leaf, (last, run_id)) FILTER (WHERE simple) ELSE arg_min(leaf, (last, run_id)) FILTER (WHERE simple) END AS baseline_leaf,
    CASE WHEN any_value(direction) THEN arg_max(leaf, (last, run_id)) FILTER (WHERE NOT simple) ELSE arg_min(leaf, (last, run_id)) FILTER (WHERE NOT simple) END AS model_leaf
  FROM last GROUP BY input, metric
), worst AS (
  SELECT input, arg_min({metric: metric, better: model > baseline, value: json_extract(model_leaf, '$[1]')::DOUBLE - json_extract(baseline_leaf, '$[1]')::DOUBLE, evidence: derived('difference', [model_leaf, baseline_leaf])}, (model > baseline, metric)) AS pair
  FROM best WHERE baseline IS NOT NULL AND model IS NOT NULL GROUP BY input
)
SELECT i.subject, CASE WHEN pair IS NULL THEN 'no-evidence' WHEN pair.better THEN 'pass' ELSE 'fail' END AS verdict,
  CASE WHEN pair IS NULL THEN 'no run calls itself a baseline beside one that does not, with a metric whose direction is declared' ELSE pair.metric || ' of the best run less that of the best baseline' END AS why,
  pair.value AS value, pair.evidence AS evidence, 0.5 AS points
FROM input_subject i LEFT JOIN worst w ON w.input = i.subject
ORDER BY subject
