-- What resample(s, x, t) gives at a target, as an expression: the value logged there, or the two around it with their
-- times; null outside the times there are. All five are leaves; `exact` says that the target is a time.
CREATE MACRO resampled_from(value, next_value, own_time, next_time, target, exact) AS CASE WHEN exact THEN derived('resample', [value])
  WHEN next_value IS NOT NULL THEN derived('resample', [value, next_value, own_time, next_time, target]) END;
-- At how many targets each of n curves is resampled: 200, fewer where all together would have more than 100,000 values, never under 16.
CREATE MACRO targets_for(n) AS greatest(16, least(200, 100000 // n));

-- One value of a run at a step: the last that was logged. A log that two writers share has none.
CREATE VIEW step_value AS
SELECT m.metric, m.run_id, m.step, arg_max({value: m.value, source_id: m.source_id, unit: m.unit}, (m.source_id, m.unit, m.raw)) AS last
FROM metric_fact m JOIN run_identity w ON w.part_id = m.run_id WHERE isfinite(m.step) AND w.writers = 1
GROUP BY m.metric, m.run_id, m.step;

-- The steps that the runs of a metric log, in order, and how many of them stand between two on which the runs are put side by side: all, or evenly many.
CREATE VIEW step_number AS
WITH known AS (
  SELECT metric, step, arg_min({source_id: last.source_id, unit: last.unit}, (last.source_id, last.unit)) AS place FROM step_value
  WHERE metric IN (SELECT metric FROM step_value GROUP BY metric HAVING min(run_id) < max(run_id) AND min(step) < max(step)) GROUP BY metric, step
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY metric ORDER BY step) AS n, count(*) OVER (PARTITION BY metric) AS steps FROM known
), room AS (SELECT targets_for(count(*)) AS targets FROM (SELECT DISTINCT metric, run_id FROM step_value))
SELECT metric, step, place, n, steps, (steps + targets - 1) // targets AS stride FROM numbered, room;

-- Those on which they are put side by side: the first of each stride, and the last. `k` counts them.
CREATE VIEW aligned_step AS
SELECT metric, step, place.source_id AS source_id, place.unit AS unit, (n + stride - 2) // stride AS k FROM step_number WHERE n = steps OR (n - 1) % stride = 0;

-- Of each curve the first and the last value behind one such step and up to the next, `k`: all that resample() looks at.
CREATE VIEW aligned_value AS
SELECT metric, v.run_id, (n + stride - 2) // stride AS k,
  arg_min({step: step, value: last.value, source_id: last.source_id, unit: last.unit}, step) AS first, arg_max({step: step, value: last.value, source_id: last.source_id, unit: last.unit}, step) AS last
FROM step_value v JOIN step_number USING (metric, step) GROUP BY metric, v.run_id, (n + stride - 2) // stride;

-- What resample(s, x, t) takes: the steps and values of each curve, NaN where one is no number, and the steps of all.
CREATE VIEW aligned_series AS
SELECT metric, run_id, flatten(list([first.step, last.step] ORDER BY k)) AS s, flatten(list([coalesce(first.value, 'nan'), coalesce(last.value, 'nan')] ORDER BY k)) AS x, any_value(steps) AS t
FROM aligned_value JOIN (SELECT metric, list(step ORDER BY k) AS steps FROM aligned_step GROUP BY metric) USING (metric)
GROUP BY metric, run_id;

-- Where each of its results comes from.
CREATE VIEW aligned_evidence AS
WITH around AS (
  SELECT metric, c.run_id, a.step, leaf(a.source_id, a.unit, a.step) AS target, last_value(v.last IGNORE NULLS) OVER w AS own, lead(v.first IGNORE NULLS) OVER w AS next
  FROM aligned_step a JOIN (SELECT DISTINCT metric, run_id FROM aligned_value) c USING (metric) LEFT JOIN aligned_value v USING (metric, run_id, k)
  WINDOW w AS (PARTITION BY metric, c.run_id ORDER BY k)
)
SELECT metric, run_id, step, CASE WHEN own IS NOT NULL THEN resampled_from(leaf(own.source_id, own.unit, own.value), CASE WHEN next IS NOT NULL THEN leaf(next.source_id, next.unit, next.value) END,
  leaf(own.source_id, own.unit, own.step), leaf(next.source_id, next.unit, next.step), target, own.step = step) END AS evidence
FROM around;

-- Groups of runs that differ in seed only and of which two and more count: neither aborted nor unfinished.
CREATE VIEW band_group AS
SELECT metric, group_key, any_value(group_label) AS group_label, list(run_id) AS run_ids
FROM aligned_series JOIN run_summary USING (run_id) WHERE status NOT IN ('aborted', 'running')
GROUP BY metric, group_key HAVING count(*) > 1;
