-- Measurements under the id of their run, with the direction somebody declared, and nothing where nobody did.
CREATE VIEW metric_told AS
SELECT m.* EXCLUDE (run_id), i.run_id, coalesce(m.split || '/', '') || m.name AS metric, coalesce(m.value_raw, CASE WHEN m.nonfinite IS NULL THEN CAST(m.value AS VARCHAR) ELSE m.nonfinite END) AS raw,
  coalesce(m.higher_is_better, d.higher_is_better, e.higher_is_better) AS direction, i.part_path, i.sources
FROM metric m JOIN run_identity i ON i.part_id = m.run_id
LEFT JOIN metric_direction d ON d.name = coalesce(m.split || '/', '') || m.name
LEFT JOIN metric_direction e ON e.name = m.name;

-- Facts of metrics. What several files of one run repeat (one metric, step, epoch and value; the time too where there is
-- neither step nor epoch) counts as the first of these files tells it. Runs of one file need no look at other rows.
CREATE VIEW metric_fact AS
SELECT * EXCLUDE (part_path, sources) FROM metric_told WHERE sources = 1
UNION ALL
SELECT * EXCLUDE (part_path, sources) FROM (
  SELECT * FROM metric_told WHERE sources > 1
  QUALIFY part_path = min(part_path) OVER (PARTITION BY run_id, metric, step, epoch, CASE WHEN step IS NULL AND epoch IS NULL THEN time END, value, nonfinite, CASE WHEN abs(value) >= 9007199254740992 THEN raw END)
);

-- Runs whose files disagree: how many values a step has, where they differ at most of the steps that files share. In
-- float32, as some tools store values.
CREATE VIEW run_disagreement AS
WITH place AS (
  SELECT run_id, metric, step, epoch, part_path, coalesce(nonfinite, CAST(TRY_CAST(value AS FLOAT) AS VARCHAR), raw) AS value FROM metric_told WHERE sources > 1 AND step IS NOT NULL
), shared AS (
  SELECT run_id, metric, count(DISTINCT value) AS different, count(DISTINCT (part_path, value)) <> count(DISTINCT part_path) * count(DISTINCT value) AS differs
  FROM place GROUP BY run_id, metric, step, epoch HAVING count(DISTINCT part_path) > 1
), found AS (
  SELECT run_id, max(different) FILTER (WHERE differs) AS writers FROM shared GROUP BY run_id, metric HAVING count(*) FILTER (WHERE differs) > greatest(1, count(*) / 2)
)
SELECT run_id, max(writers) AS writers FROM found GROUP BY run_id;

-- Per run and metric: how many points, the last, the least, the greatest, the best where a direction is declared.
-- Where the last point is not a number, last is null and last_nonfinite says what it is: a diverged run has no last value.
CREATE VIEW metric_summary AS
WITH ended AS (
  SELECT run_id, metric, any_value(split) AS split, any_value(name) AS name, any_value(unit_name) AS unit_name, any_value(direction) AS direction,
    count(*) AS points, arg_min({source_id: source_id, unit: unit, raw: raw}, (source_id, unit), 20) AS firsts,
    count(nonfinite) AS nonfinite_points, arg_min(leaf(source_id, unit, nonfinite), (source_id, unit), 20) FILTER (WHERE nonfinite IS NOT NULL) AS nonfinite_leaves,
    arg_max({value: value, nonfinite: nonfinite, place: evidence_of(source_id, unit)}, (coalesce(step, 0), unit)) AS final, max(step) AS last_step,
    min(value) AS least, arg_min(evidence_of(source_id, unit), (value, unit)) FILTER (WHERE value IS NOT NULL) AS least_evidence,
    max(value) AS greatest, arg_max(evidence_of(source_id, unit), (value, -unit)) FILTER (WHERE value IS NOT NULL) AS greatest_evidence,
    bool_or(step IS NOT NULL) AS has_step, bool_or(epoch IS NOT NULL) AS has_epoch, bool_or(time IS NOT NULL) AS has_time
  FROM metric_fact GROUP BY run_id, metric
)
SELECT * EXCLUDE (firsts, nonfinite_leaves, final), counted(points, list_transform(firsts, lambda first: leaf(first.source_id, first.unit, first.raw))) AS points_evidence,
  CASE WHEN nonfinite_points > 0 THEN counted(nonfinite_points, nonfinite_leaves) END AS nonfinite_evidence,
  final.value AS last, final.nonfinite AS last_nonfinite, final.place AS last_evidence,
  CASE WHEN direction THEN greatest WHEN NOT direction THEN least END AS best,
  CASE WHEN direction THEN greatest_evidence WHEN NOT direction THEN least_evidence END AS best_evidence
FROM ended;
