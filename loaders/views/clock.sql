-- What a clock shows in numbers that can be read again from its text: milliseconds where it is a date, else as logged.
CREATE MACRO clock_reading(instant, raw) AS CASE WHEN regexp_full_match(raw, '\d+(\.\d+)?') THEN CAST(raw AS DOUBLE)
  WHEN regexp_full_match(raw, '\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)?') THEN CAST(epoch_ms(instant) AS DOUBLE) END;

-- Values of metrics that a run logs without steps, and the times of its steps, both by a clock of one kind. Runs without such metrics have none.
CREATE VIEW clock_fact AS
WITH stepless AS (SELECT run_id, metric FROM metric_fact GROUP BY run_id, metric HAVING count(step) = 0)
SELECT m.run_id, m.metric, m.step, m.value, m.raw, m.source_id, m.unit, m.time_raw, contains(m.time_raw, '-') AS dated, clock_reading(m.time, m.time_raw) AS reading,
  c.metric IS NULL AS stepped
FROM metric_fact m JOIN run_identity w ON w.part_id = m.run_id LEFT JOIN stepless c ON c.run_id = m.run_id AND c.metric = m.metric
WHERE w.writers = 1 AND m.run_id IN (SELECT run_id FROM stepless);

CREATE VIEW clock_value AS
SELECT run_id, metric, dated, reading, arg_max({value: value, source_id: source_id, unit: unit, time_raw: time_raw}, (source_id, unit, raw)) AS last
FROM clock_fact WHERE NOT stepped AND reading IS NOT NULL GROUP BY run_id, metric, dated, reading;

-- The first time of each training step, for all steps or evenly many of them.
CREATE VIEW clock_step AS
WITH known AS (
  SELECT run_id, dated, step, min(reading) AS reading, arg_min({source_id: source_id, unit: unit, time_raw: time_raw}, (reading, source_id, unit)) AS first
  FROM clock_fact WHERE isfinite(step) AND reading IS NOT NULL GROUP BY run_id, dated, step
), numbered AS (
  SELECT *, row_number() OVER w AS n, count(*) OVER (PARTITION BY run_id, dated) AS steps FROM known WINDOW w AS (PARTITION BY run_id, dated ORDER BY reading, step)
), room AS (SELECT targets_for(count(*)) AS targets FROM (SELECT DISTINCT run_id, metric FROM clock_value))
SELECT run_id, dated, n, step, reading, first FROM numbered, room WHERE n = steps OR (n - 1) % ((steps + targets - 1) // targets) = 0;

CREATE VIEW clock_series AS
SELECT run_id, metric, dated, list(v.reading ORDER BY v.reading) AS s, list(coalesce(v.last.value, 'nan') ORDER BY v.reading) AS x, any_value(ns) AS n, any_value(steps) AS steps, any_value(t) AS t
FROM clock_value v JOIN (
  SELECT run_id, dated, list(n ORDER BY n) AS ns, list(step ORDER BY n) AS steps, list(reading ORDER BY n) AS t FROM clock_step GROUP BY run_id, dated) USING (run_id, dated)
GROUP BY run_id, metric, dated HAVING count(*) > 1;

CREATE VIEW clock_evidence AS
WITH wanted AS (
  SELECT c.run_id, c.metric, c.dated, s.n, s.reading, s.first AS target FROM clock_step s JOIN (SELECT DISTINCT run_id, metric, dated FROM clock_value) c USING (run_id, dated)
), placed AS (
  SELECT run_id, metric, dated, reading, {reading: reading, value: last.value, time_raw: last.time_raw, source_id: last.source_id, unit: last.unit} AS logged, NULL AS n, NULL AS target FROM clock_value
  UNION ALL SELECT run_id, metric, dated, reading, NULL, n, target FROM wanted
), around AS (
  SELECT *, last_value(logged IGNORE NULLS) OVER w AS own, lead(logged IGNORE NULLS) OVER w AS next FROM placed
  WINDOW w AS (PARTITION BY run_id, metric, dated ORDER BY reading, n NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)
SELECT run_id, metric, dated, n, evidence_of(target.source_id, target.unit) AS step_evidence, CASE WHEN own IS NOT NULL THEN resampled_from(leaf(own.source_id, own.unit, own.value),
  CASE WHEN next IS NOT NULL THEN leaf(next.source_id, next.unit, next.value) END, leaf(own.source_id, own.unit, own.time_raw), leaf(next.source_id, next.unit, next.time_raw),
  leaf(target.source_id, target.unit, target.time_raw), own.reading = reading) END AS evidence
FROM around WHERE n IS NOT NULL;
