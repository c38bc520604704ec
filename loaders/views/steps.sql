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

-- The steps on which the runs of a metric are put side by side: all that any of them logs, or evenly many of them.
CREATE VIEW aligned_step AS
WITH known AS (
  SELECT metric, step, arg_min({source_id: last.source_id, unit: last.unit}, (last.source_id, last.unit)) AS place FROM step_value
  WHERE metric IN (SELECT metric FROM step_value GROUP BY metric HAVING count(DISTINCT run_id) > 1 AND count(DISTINCT step) > 1) GROUP BY metric, step
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY metric ORDER BY step) AS n, count(*) OVER (PARTITION BY metric) AS steps FROM known
), room AS (SELECT targets_for(count(*)) AS targets FROM (SELECT DISTINCT metric, run_id FROM step_value))
SELECT metric, step, place.source_id AS source_id, place.unit AS unit FROM numbered, room WHERE n = steps OR (n - 1) % ((steps + targets - 1) // targets) = 0;

-- What resample(s, x, t) takes: the steps and values of each curve, NaN where one is no number, and the steps of all.
CREATE VIEW aligned_series AS
SELECT metric, run_id, list(step ORDER BY step) AS s, list(coalesce(last.value, 'nan') ORDER BY step) AS x, any_value(steps) AS t
FROM step_value JOIN (SELECT metric, list(step ORDER BY step) AS steps FROM aligned_step GROUP BY metric) USING (metric)
GROUP BY metric, run_id;

-- Where each of its results comes from.
CREATE VIEW aligned_evidence AS
WITH wanted AS (SELECT a.metric, c.run_id, a.step, leaf(a.source_id, a.unit, a.step) AS target FROM aligned_step a JOIN (SELECT DISTINCT metric, run_id FROM step_value) c USING (metric)),
logged AS (SELECT metric, run_id, step, leaf(last.source_id, last.unit, last.value) AS value, leaf(last.source_id, last.unit, step) AS time FROM step_value),
pair AS (SELECT *, lead(value) OVER w AS next_value, lead(time) OVER w AS next_time FROM logged WINDOW w AS (PARTITION BY metric, run_id ORDER BY step))
SELECT w.metric, w.run_id, w.step, resampled_from(p.value, p.next_value, p.time, p.next_time, w.target, p.step = w.step) AS evidence
FROM wanted w ASOF LEFT JOIN pair p ON p.metric = w.metric AND p.run_id = w.run_id AND w.step >= p.step;

-- Groups of runs that differ in seed only and of which two and more count: neither aborted nor unfinished.
CREATE VIEW band_group AS
SELECT metric, group_key, any_value(group_label) AS group_label, list(run_id) AS run_ids
FROM aligned_series JOIN run_summary USING (run_id) WHERE status NOT IN ('aborted', 'running')
GROUP BY metric, group_key HAVING count(*) > 1;
