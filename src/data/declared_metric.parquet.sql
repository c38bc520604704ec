-- Each run's last value of one metric whose direction somebody declared: of the latest split there is (test, then
-- evaluation, validation, training), the one that varies most over the runs.
WITH last AS (
  SELECT r.group_key, m.metric, m.split, m.unit_name, m.direction, r.run_id, r.name, r.status, m.last, m.last_evidence
  FROM run_summary r JOIN metric_summary m USING (run_id)
  WHERE m.direction IS NOT NULL AND m.last IS NOT NULL AND (r.group_name IS NOT NULL OR r.parameters IS NOT NULL)
), chosen AS (
  SELECT metric FROM last GROUP BY metric HAVING count(DISTINCT run_id) > 1
  ORDER BY coalesce(list_position(['test', 'eval', 'evaluation', 'val', 'valid', 'validation', 'dev', 'train'], any_value(split)), 99),
    count(DISTINCT last) DESC, count(*) DESC, metric LIMIT 1
)
SELECT group_key, metric, unit_name, direction, run_id, name, status, last, last_evidence
FROM last JOIN chosen USING (metric)
ORDER BY group_key, last, run_id
