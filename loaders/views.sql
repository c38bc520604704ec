-- Meaning over facts. Evidence macros first: a leaf is [place, raw]; an expression is {fn, n, of}.

-- The unit a value stands in, e.g. evidence_of(source_id, unit).
CREATE MACRO evidence_of(source_id, unit) AS source_id || ':' || unit;
-- A leaf of an expression: the unit and the raw value found there.
CREATE MACRO leaf(source_id, unit, raw) AS json_array(source_id || ':' || unit, raw);
-- A number of the ledger of a source: leaf_of_source(source_id, 'units', units).
CREATE MACRO leaf_of_source(source_id, field, raw) AS json_array(source_id || '#' || field, raw);
-- The ledger's field of a rule that sets units aside: ignored_program_output.
CREATE MACRO ignored_field(rule) AS 'ignored_' || regexp_replace(lower(rule), '[^a-z0-9]+', '_', 'g');
-- An expression over leaves or other expressions, at most 1,000 of them shipped. No parts at all is n = 0.
CREATE MACRO derived(fn, parts) AS CAST(json_object('fn', fn, 'n', coalesce(len(parts), 0), 'of', coalesce(parts[1:1000], CAST([] AS JSON[]))) AS VARCHAR);
-- An expression as an input of another.
CREATE MACRO part(expression) AS CAST(expression AS JSON);
-- Lower case letters and digits of any script: the key of an alias.
CREATE MACRO name_key(name) AS regexp_replace(lower(name), '[^\p{L}\p{N}]+', '', 'g');
-- Worst to best; null for a word that nobody has mapped.
CREATE MACRO status_rank(status) AS list_position(['missing', 'stubbed', 'partial', 'implemented'], status);

-- Runs that several files tell of: one that logs nothing but metrics (an evaluation) belongs to the only run of its name
-- that says more of itself. The facts stay where they are; this view joins them.
CREATE VIEW run_identity AS
WITH told AS (
  SELECT r.run_id, r.name, r.seed IS NOT NULL OR r.status <> 'unknown' OR EXISTS (SELECT 1 FROM param p WHERE p.run_id = r.run_id) AS told FROM run r
), named AS (
  SELECT name, min(run_id) FILTER (WHERE told) AS whole, count(*) FILTER (WHERE told) AS tellers FROM told GROUP BY name
)
SELECT t.run_id AS part_id, CASE WHEN NOT t.told AND n.tellers = 1 THEN n.whole ELSE t.run_id END AS run_id FROM told t JOIN named n USING (name);

-- One row per run with what identifies it. group_key: everything that was configured except the seed.
-- group_label names only what varies over the runs.
CREATE VIEW run_parameters AS
WITH configured AS (
  SELECT run_id, key, value, count(DISTINCT coalesce(value, '')) OVER (PARTITION BY key) > 1 AS varies
  FROM param WHERE lower(key) NOT SIMILAR TO '(.*/)?(seed|run_id|run_name|name|repeat)'
)
SELECT run_id, string_agg(key || '=' || coalesce(value, ''), '; ' ORDER BY key) AS parameters,
  string_agg(key || ' ' || coalesce(value, ''), ', ' ORDER BY key) FILTER (WHERE varies) AS varying
FROM configured GROUP BY run_id;

CREATE VIEW run_summary AS
SELECT r.source_id, r.unit, r.command_unit, r.device_unit, r.line, r.run_id, r.segment, r.name, r.status, r.status_raw, r.seed, r.seed_unit,
  r.commit, r.commit_unit, r.dirty, r.command, r.device, r.writers,
  r.started, r.ended, s.path, s.format, evidence_of(r.source_id, coalesce(r.status_unit, r.ended_unit, r.unit)) AS status_evidence,
  evidence_of(r.source_id, r.command_unit) AS command_evidence, evidence_of(r.source_id, r.device_unit) AS device_evidence,
  coalesce(r.group_name, p.parameters, 'no parameters logged') AS group_key, p.parameters,
  coalesce(r.group_name, p.varying, 'one configuration') AS group_label,
  r.group_name,
  CASE WHEN r.seed IS NULL THEN NULL ELSE evidence_of(r.source_id, coalesce(r.seed_unit, r.unit)) END AS seed_evidence,
  CASE WHEN r.commit IS NULL THEN NULL ELSE evidence_of(r.source_id, coalesce(r.commit_unit, r.unit)) END AS commit_evidence,
  epoch_us(r.ended - r.started) / 60e6 AS minutes,
  CASE WHEN r.ended IS NULL OR r.started IS NULL THEN NULL ELSE
    derived('minutes between', [leaf(r.source_id, r.started_unit, r.started_raw), leaf(r.source_id, r.ended_unit, r.ended_raw)]) END AS minutes_evidence
FROM run r JOIN run_identity i ON i.part_id = r.run_id AND i.run_id = r.run_id
JOIN source s USING (source_id) LEFT JOIN run_parameters p ON p.run_id = r.run_id;

-- Facts of metrics with the direction somebody declared, and nothing where nobody did.
CREATE VIEW metric_fact AS
SELECT m.* EXCLUDE (run_id), i.run_id, coalesce(m.split || '/', '') || m.name AS metric, coalesce(m.value_raw, CASE WHEN m.nonfinite IS NULL THEN CAST(m.value AS VARCHAR) ELSE m.nonfinite END) AS raw,
  coalesce(m.higher_is_better, d.higher_is_better, e.higher_is_better) AS direction
FROM metric m JOIN run_identity i ON i.part_id = m.run_id
LEFT JOIN metric_direction d ON d.name = coalesce(m.split || '/', '') || m.name
LEFT JOIN metric_direction e ON e.name = m.name;

-- A count of lines inside one unit, which holds them all.
CREATE MACRO lines_in(source_id, unit, n) AS CAST(json_object('fn', 'count', 'n', n, 'of', CASE WHEN n > 0 THEN [leaf(source_id, unit, NULL)] ELSE CAST([] AS JSON[]) END) AS VARCHAR);

-- A count of many rows: how many there are, and the first of them as leaves.
CREATE MACRO counted(n, leaves) AS CAST(json_object('fn', 'count', 'n', n, 'of', leaves) AS VARCHAR);

-- Per run and metric: how many points, the last, the least, the greatest, the best where a direction is declared.
-- Where the last point is not a number, last is null and last_nonfinite says what it is: a diverged run has no last value.
CREATE VIEW metric_summary AS
WITH ended AS (
  SELECT run_id, metric, any_value(split) AS split, any_value(name) AS name, any_value(unit_name) AS unit_name, any_value(direction) AS direction,
    count(*) AS points, arg_min(leaf(source_id, unit, raw), (source_id, unit), 20) AS leaves,
    count(nonfinite) AS nonfinite_points, arg_min(leaf(source_id, unit, nonfinite), (source_id, unit), 20) FILTER (WHERE nonfinite IS NOT NULL) AS nonfinite_leaves,
    arg_max({value: value, nonfinite: nonfinite, place: evidence_of(source_id, unit)}, (coalesce(step, 0), unit)) AS final, max(step) AS last_step,
    min(value) AS least, arg_min(evidence_of(source_id, unit), (value, unit)) FILTER (WHERE value IS NOT NULL) AS least_evidence,
    max(value) AS greatest, arg_max(evidence_of(source_id, unit), (value, -unit)) FILTER (WHERE value IS NOT NULL) AS greatest_evidence,
    bool_or(step IS NOT NULL) AS has_step, bool_or(epoch IS NOT NULL) AS has_epoch, bool_or(time IS NOT NULL) AS has_time
  FROM metric_fact GROUP BY run_id, metric
)
SELECT * EXCLUDE (leaves, nonfinite_leaves, final), counted(points, leaves) AS points_evidence,
  CASE WHEN nonfinite_points > 0 THEN counted(nonfinite_points, nonfinite_leaves) END AS nonfinite_evidence,
  final.value AS last, final.nonfinite AS last_nonfinite, final.place AS last_evidence,
  CASE WHEN direction THEN greatest WHEN NOT direction THEN least END AS best,
  CASE WHEN direction THEN greatest_evidence WHEN NOT direction THEN least_evidence END AS best_evidence
FROM ended;

-- Groups of runs that differ in seed only: median, spread, how many finished. Aborted runs are counted, never averaged.
CREATE VIEW time_to_train AS
SELECT group_key, count(*) AS runs, count(*) FILTER (WHERE status = 'completed') AS completed,
  median(minutes) FILTER (WHERE status = 'completed') AS median_minutes,
  min(minutes) FILTER (WHERE status = 'completed') AS least_minutes,
  max(minutes) FILTER (WHERE status = 'completed') AS greatest_minutes,
  derived('count', list(json_array(status_evidence, status_raw) ORDER BY run_id)) AS runs_evidence,
  derived('count', list(json_array(status_evidence, status_raw) ORDER BY run_id) FILTER (WHERE status = 'completed')) AS completed_evidence,
  derived('median', list(part(minutes_evidence) ORDER BY run_id) FILTER (WHERE status = 'completed')) AS median_minutes_evidence,
  derived('min', list(part(minutes_evidence) ORDER BY run_id) FILTER (WHERE status = 'completed')) AS least_minutes_evidence,
  derived('max', list(part(minutes_evidence) ORDER BY run_id) FILTER (WHERE status = 'completed')) AS greatest_minutes_evidence,
  count(DISTINCT seed) AS seeds, derived('count distinct', list(json_array(seed_evidence, seed) ORDER BY run_id) FILTER (WHERE seed IS NOT NULL)) AS seeds_evidence
FROM run_summary WHERE minutes IS NOT NULL GROUP BY group_key;

-- Spread over seeds of each metric's last value, per group. Aborted and unfinished runs and those that ended in NaN or
-- infinity are counted as left out, never averaged.
CREATE VIEW seed_value AS
SELECT r.group_key, r.group_label, m.metric, m.unit_name, m.direction, r.run_id, r.name, r.status, r.seed, r.seed_evidence, m.last, m.last_nonfinite, m.last_evidence,
  m.last IS NOT NULL AND r.status NOT IN ('aborted', 'running') AS counts
FROM run_summary r JOIN metric_summary m USING (run_id) WHERE r.seed IS NOT NULL;

CREATE VIEW seed_spread AS
SELECT group_key, any_value(group_label) AS group_label, metric, any_value(unit_name) AS unit_name, any_value(direction) AS direction,
  count(*) AS runs, counted(count(*), list(json_array(seed_evidence, seed) ORDER BY run_id)[1:1000]) AS runs_evidence,
  count(DISTINCT seed) AS seeds, derived('count distinct', list(json_array(seed_evidence, seed) ORDER BY run_id)) AS seeds_evidence,
  count(*) FILTER (WHERE NOT counts) AS left_out, derived('count', list(json_array(last_evidence, coalesce(last_nonfinite, CAST(last AS VARCHAR))) ORDER BY run_id) FILTER (WHERE NOT counts)) AS left_out_evidence,
  median(last) FILTER (WHERE counts) AS median, derived('median', list(json_array(last_evidence, last) ORDER BY run_id) FILTER (WHERE counts)) AS median_evidence,
  min(last) FILTER (WHERE counts) AS least, derived('min', list(json_array(last_evidence, last) ORDER BY run_id) FILTER (WHERE counts)) AS least_evidence,
  max(last) FILTER (WHERE counts) AS greatest, derived('max', list(json_array(last_evidence, last) ORDER BY run_id) FILTER (WHERE counts)) AS greatest_evidence,
  stddev_samp(last) FILTER (WHERE counts) AS sd, derived('sample sd', list(json_array(last_evidence, last) ORDER BY run_id) FILTER (WHERE counts)) AS sd_evidence
FROM seed_value GROUP BY group_key, metric;

-- Pairs of runs with one seed and one configuration: same seed, not yet same result. Every repeat is paired with the first.
CREATE VIEW same_seed_pair AS
SELECT a.run_id AS run_a, b.run_id AS run_b, a.name AS name_a, b.name AS name_b, a.seed, a.seed_evidence, a.group_key
FROM run_summary a JOIN run_summary b ON a.group_key = b.group_key AND a.parameters IS NOT DISTINCT FROM b.parameters AND a.seed = b.seed
  AND (coalesce(a.started, TIMESTAMP 'infinity'), a.path, a.run_id) < (coalesce(b.started, TIMESTAMP 'infinity'), b.path, b.run_id)
QUALIFY dense_rank() OVER (PARTITION BY a.group_key, a.parameters, a.seed ORDER BY coalesce(a.started, TIMESTAMP 'infinity'), a.path, a.run_id) = 1;

-- Every step and metric both runs of a pair logged, with both values. Time and throughput are of the machine, not of the result.
CREATE VIEW same_seed_step AS
SELECT p.run_a, p.run_b, a.metric, a.step, a.value AS value_a, b.value AS value_b, a.raw AS raw_a, b.raw AS raw_b,
  evidence_of(a.source_id, a.unit) AS evidence_a, evidence_of(b.source_id, b.unit) AS evidence_b,
  a.value IS DISTINCT FROM b.value OR a.nonfinite IS DISTINCT FROM b.nonfinite AS differs
FROM same_seed_pair p
JOIN metric_fact a ON a.run_id = p.run_a
JOIN metric_fact b ON b.run_id = p.run_b AND b.metric = a.metric AND b.step = a.step
WHERE a.step IS NOT NULL AND NOT regexp_matches(a.metric, '(^|[/_])(system|time|seconds|samples_per_s|steps_per_s|throughput|wall|elapsed|cpu|rss|memory)([/_]|$)');

CREATE VIEW same_seed_result AS
SELECT p.*, count(s.step) AS compared, count(*) FILTER (WHERE s.differs) AS differing,
  min(s.step) FILTER (WHERE s.differs) AS first_step,
  arg_min(s.metric, (s.step, s.metric)) FILTER (WHERE s.differs) AS first_metric,
  arg_min(s.value_a, (s.step, s.metric)) FILTER (WHERE s.differs) AS first_a,
  arg_min(s.value_b, (s.step, s.metric)) FILTER (WHERE s.differs) AS first_b,
  arg_min(s.evidence_a, (s.step, s.metric)) FILTER (WHERE s.differs) AS first_a_evidence,
  arg_min(s.evidence_b, (s.step, s.metric)) FILTER (WHERE s.differs) AS first_b_evidence,
  counted(count(s.step), coalesce(arg_min(json_array(s.evidence_a, s.raw_a), (s.step, s.metric), 20) FILTER (WHERE s.step IS NOT NULL), [])) AS compared_evidence,
  counted(count(*) FILTER (WHERE s.differs), coalesce(arg_min(json_array(s.evidence_b, s.raw_b), (s.step, s.metric), 20) FILTER (WHERE s.differs), [])) AS differing_evidence
FROM same_seed_pair p LEFT JOIN same_seed_step s USING (run_a, run_b) GROUP BY ALL;

-- Whether a same-seed pair gave one result: undecided where nothing can be compared or no configuration was logged.
CREATE VIEW same_seed_verdict AS
SELECT p.*, b.source_id, b.unit, b.path, CASE WHEN p.compared = 0 OR greatest(a.writers, b.writers) > 1 THEN 'undecided' WHEN p.differing = 0 THEN 'pass'
    WHEN a.parameters IS NULL THEN 'undecided' ELSE 'fail' END AS verdict
FROM same_seed_result p JOIN run_summary a ON a.run_id = p.run_a JOIN run_summary b ON b.run_id = p.run_b;

-- What resample(s, x, t) gives at a target, as an expression: the value logged there, or the two around it with their
-- times; null outside the times there are. All five are leaves; `exact` says that the target is a time.
CREATE MACRO resampled_from(value, next_value, own_time, next_time, target, exact) AS CASE WHEN exact THEN derived('resample', [value])
  WHEN next_value IS NOT NULL THEN derived('resample', [value, next_value, own_time, next_time, target]) END;
-- At how many targets each of n curves is resampled: 200, fewer where all together would have more than 100,000 values, never under 16.
CREATE MACRO targets_for(n) AS greatest(16, least(200, 100000 // n));

-- One value of a run at a step: the last that was logged. A log that two writers share has none.
CREATE VIEW step_value AS
SELECT m.metric, m.run_id, m.step, arg_max({value: m.value, source_id: m.source_id, unit: m.unit}, (m.source_id, m.unit, m.raw)) AS last
FROM metric_fact m JOIN run r ON r.run_id = m.run_id WHERE isfinite(m.step) AND r.writers = 1
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

-- What a clock shows in numbers that can be read again from its text: milliseconds where it is a date, else as logged.
CREATE MACRO clock_reading(instant, raw) AS CASE WHEN regexp_full_match(raw, '\d+(\.\d+)?') THEN CAST(raw AS DOUBLE)
  WHEN regexp_full_match(raw, '\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)?') THEN CAST(epoch_ms(instant) AS DOUBLE) END;

-- Values of metrics that a run logs without steps, and the times of its steps, both by a clock of one kind.
CREATE VIEW clock_fact AS
SELECT m.run_id, m.metric, m.step, m.value, m.raw, m.source_id, m.unit, m.time_raw, contains(m.time_raw, '-') AS dated, clock_reading(m.time, m.time_raw) AS reading,
  bool_or(m.step IS NOT NULL) OVER (PARTITION BY m.run_id, m.metric) AS stepped
FROM metric_fact m JOIN run r ON r.run_id = m.run_id WHERE r.writers = 1;

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
  SELECT c.run_id, c.metric, c.dated, s.n, s.reading, evidence_of(s.first.source_id, s.first.unit) AS step_evidence, leaf(s.first.source_id, s.first.unit, s.first.time_raw) AS target
  FROM clock_step s JOIN (SELECT DISTINCT run_id, metric, dated FROM clock_value) c USING (run_id, dated)
), logged AS (
  SELECT run_id, metric, dated, reading, leaf(last.source_id, last.unit, last.value) AS value, leaf(last.source_id, last.unit, last.time_raw) AS time FROM clock_value
), pair AS (SELECT *, lead(value) OVER w AS next_value, lead(time) OVER w AS next_time FROM logged WINDOW w AS (PARTITION BY run_id, metric, dated ORDER BY reading))
SELECT w.run_id, w.metric, w.dated, w.n, w.step_evidence, resampled_from(p.value, p.next_value, p.time, p.next_time, w.target, p.reading = w.reading) AS evidence
FROM wanted w ASOF LEFT JOIN pair p ON p.run_id = w.run_id AND p.metric = w.metric AND p.dated = w.dated AND w.reading >= p.reading;

-- Every logged value as the point (step, value) that voxelize counts, in float32; the logarithm of a metric that is above zero and whose greatest value is more than 30 times its least.
CREATE VIEW density_point AS
WITH known AS (
  SELECT metric, run_id, step, value, source_id, unit, min(value) OVER w AS least, max(value) OVER w AS greatest,
    bool_or(step > first_step) OVER w AS steps, bool_or(run_id > first_run) OVER w AS runs
  FROM (SELECT *, min(step) OVER v AS first_step, min(run_id) OVER v AS first_run FROM metric_fact WHERE isfinite(step) AND value IS NOT NULL WINDOW v AS (PARTITION BY metric))
  WINDOW w AS (PARTITION BY metric)
), placed AS (
  SELECT *, least > 0 AND greatest > 30 * least AS log_y FROM known WHERE steps AND runs
)
SELECT metric, log_y, CAST(TRY_CAST(step AS FLOAT) AS DOUBLE) AS x, CAST(TRY_CAST(CASE WHEN log_y THEN log10(value) ELSE value END AS FLOAT) AS DOUBLE) AS y, leaf(source_id, unit, value) AS leaf, source_id, unit
FROM placed;

-- The grid of a metric: at most 48 × 32 cells, the first and the last step in the middle of a column.
CREATE VIEW density_grid AS
WITH extent AS (
  SELECT metric, any_value(log_y) AS log_y, min(x) AS x0, max(x) AS x1, min(y) AS y0, max(y) AS y1, least(48, count(DISTINCT x)) AS columns, least(32, count(DISTINCT y)) AS rows
  FROM density_point WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY metric
), sized AS (
  SELECT *, CASE WHEN x1 > x0 THEN (x1 - x0) / (columns - 1) ELSE 1 END AS dx, CASE WHEN y1 > y0 THEN (y1 - y0) / rows * 1.000001 ELSE 1 END AS dy FROM extent
)
SELECT metric, log_y, x0 - dx / 2 AS x0, y0, columns, rows, dx, dy FROM sized;

-- The cells that hold any value, and the first of their values.
CREATE VIEW density_cell AS
SELECT p.metric, CAST(floor((p.x - g.x0) / g.dx) AS BIGINT) AS i, CAST(floor((p.y - g.y0) / g.dy) AS BIGINT) AS j, arg_min(p.leaf, (p.source_id, p.unit), 20) AS leaves
FROM density_point p JOIN density_grid g USING (metric) WHERE p.x IS NOT NULL AND p.y IS NOT NULL GROUP BY ALL;

-- What each audit is about. An audit that does not say is about the one subject there is, where there is only one.
CREATE VIEW audit_subject AS
WITH named AS (SELECT audit_id, nullif(name_key(subject), '') AS subject_key FROM audit),
sole AS (SELECT min(subject_key) AS subject_key FROM named JOIN (SELECT DISTINCT audit_id FROM capability) USING (audit_id) HAVING count(DISTINCT subject_key) = 1)
SELECT named.audit_id, coalesce(named.subject_key, sole.subject_key, '') AS subject_key FROM named LEFT JOIN sole ON true;

-- Capability names that mean the same are one row over time: by alias, with or without a gloss in brackets, or because
-- they differ in case and punctuation only.
CREATE VIEW capability_fact AS
SELECT c.*, coalesce(whole.capability, bare.capability, first_value(c.capability) OVER (PARTITION BY coalesce(nullif(name_key(c.capability), ''), c.capability)
    ORDER BY a.date NULLS LAST, s.path, c.unit)) AS row_name,
  u.subject_key, a.subject, a.date, a.date_raw, a.date_from, a.title, s.path
FROM capability c JOIN audit a USING (audit_id) JOIN audit_subject u USING (audit_id) JOIN source s ON s.source_id = c.source_id
LEFT JOIN capability_alias whole ON whole.alias = name_key(c.capability)
LEFT JOIN capability_alias bare ON bare.alias = name_key(regexp_replace(c.capability, '\s*\(.*\)\s*$', ''));

-- The status each audit gives a row: its last word where it has several, and only words that have a rank.
CREATE VIEW capability_word AS
SELECT subject_key, row_name, audit_id, date, path, status, status_raw, capability, source_id, unit, evidence_of(source_id, unit) AS evidence
FROM capability_fact WHERE status_rank(status) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY row_name, audit_id ORDER BY unit DESC) = 1;

-- A row's status against what the audit before said of it. Undated audits have no before.
CREATE VIEW capability_transition AS
SELECT *, status_rank(status) > status_rank(status_before) AS rises FROM (
  SELECT *, lag(status) OVER w AS status_before, lag(status_raw) OVER w AS status_raw_before, lag(date) OVER w AS date_before, lag(path) OVER w AS path_before,
    lag(evidence) OVER w AS evidence_before
  FROM capability_word WHERE date IS NOT NULL
  WINDOW w AS (PARTITION BY subject_key, row_name ORDER BY date, path))
WHERE status <> status_before;

-- The latest two dated audits that share three rows, or failing that any row: one row for each they share.
CREATE VIEW audit_comparison AS
WITH word AS (SELECT * FROM capability_word WHERE date IS NOT NULL),
pair AS (
  SELECT a.audit_id AS audit_before, b.audit_id AS audit_id
  FROM word a JOIN word b USING (subject_key, row_name) WHERE (a.date, a.path) < (b.date, b.path)
  GROUP BY ALL
  ORDER BY count(*) >= 3 DESC, max((b.date, b.path)) DESC, max((a.date, a.path)) DESC LIMIT 1)
SELECT b.row_name, a.audit_id AS audit_before, b.audit_id, a.date AS date_before, b.date, a.path AS path_before, b.path,
  a.status AS status_before, a.status_raw AS status_raw_before, b.status, b.status_raw, b.source_id, b.unit,
  a.evidence AS evidence_before, b.evidence, sign(status_rank(b.status) - status_rank(a.status)) AS move
FROM pair JOIN word a ON a.audit_id = pair.audit_before JOIN word b ON b.audit_id = pair.audit_id AND b.row_name = a.row_name;

-- A sample per operation, and the same as an input of an expression: a batch states its total and its count.
CREATE MACRO per_operation(value, batch) AS value / coalesce(batch, 1);
CREATE MACRO sample_leaf(source_id, unit, value, batch) AS CASE WHEN batch IS NULL THEN leaf(source_id, unit, value)
  ELSE part(derived('ratio', [leaf(source_id, unit, value), leaf(source_id, unit, batch)])) END;

CREATE VIEW benchmark_summary AS
SELECT b.*, s.n, s.median, s.least, s.greatest, s.samples_evidence, s.median_evidence, s.least_evidence, s.greatest_evidence,
  evidence_of(b.source_id, b.unit) AS evidence
FROM benchmark b JOIN (
  SELECT case_id, count(*) AS n, median(per_operation(value, batch)) AS median, min(per_operation(value, batch)) AS least, max(per_operation(value, batch)) AS greatest,
    derived('count', list(leaf(source_id, unit, value) ORDER BY ordinal)) AS samples_evidence,
    derived('median', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS median_evidence,
    derived('min', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS least_evidence,
    derived('max', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS greatest_evidence
  FROM sample GROUP BY case_id) s USING (case_id);

-- Cases that say what was timed, on which backend and in which dtype: only they are held against each other.
CREATE VIEW benchmark_timed AS SELECT * FROM benchmark WHERE backend IS NOT NULL AND dtype IS NOT NULL AND timed IS NOT NULL;

-- Cases that several files tell of (criterion writes five for one): the one that is shown is the one with samples, then with names.
CREATE VIEW benchmark_identity AS
SELECT b.case_id AS part_id, first_value(b.case_id) OVER (PARTITION BY coalesce(b.part_of || chr(10) || b.quantity, b.case_id)
  ORDER BY s.case_id IS NULL, b.suite IS NULL, b.case_id) AS case_id
FROM benchmark b LEFT JOIN (SELECT DISTINCT case_id FROM sample) s USING (case_id);

-- What a tool computed, by the case that is shown, and in which order the names are taken for its middle and its spread.
CREATE VIEW benchmark_statistic AS
SELECT i.case_id, t.name, t.value, t.unit_name, t.source_id, t.unit, evidence_of(t.source_id, t.unit) AS evidence,
  list_position(['median', 'p50_mean', 'result', 'value', 'mean', 'slope'], t.name) AS middle_rank,
  list_position(['stddev', 'stdev', 'stdev/relative', 'stdev/absolute', 'noise', 'range', 'p50_ci95', 'p50_std'], t.name) AS spread_rank
FROM statistic t JOIN benchmark_identity i ON i.part_id = t.case_id WHERE t.value IS NOT NULL;

-- Of what a tool computed: the middle it names first (of google-benchmark's own aggregates any), its spread, and the ends of an
-- interval, of the quartiles or of the range, whichever it has first.
CREATE VIEW benchmark_told AS
WITH middle AS (
  SELECT t.case_id, arg_min({name: name, value: value, unit_name: t.unit_name, evidence: evidence}, (coalesce(middle_rank, 99), t.source_id, t.unit)) AS middle
  FROM benchmark_statistic t JOIN benchmark b USING (case_id)
  WHERE middle_rank IS NOT NULL OR b.tool = 'google-benchmark' AND name NOT IN ('iterations', 'stddev', 'cv') GROUP BY t.case_id
), spread AS (
  SELECT case_id, arg_min({name: name, value: value, unit_name: unit_name, evidence: evidence}, (spread_rank, source_id, unit)) AS spread
  FROM benchmark_statistic WHERE spread_rank IS NOT NULL GROUP BY case_id
), ends AS (
  SELECT case_id, name AS low_name, value AS low, evidence AS low_evidence,
    CASE name WHEN 'q1' THEN 'q3' WHEN 'min' THEN 'max' WHEN 'p50_min' THEN 'p50_max' ELSE regexp_replace(name, 'low$', 'high') END AS name,
    CASE name WHEN 'q1' THEN 'quartiles' WHEN 'min' THEN 'range' WHEN 'p50_min' THEN 'range of p50' ELSE regexp_extract(name, 'ci[0-9.]+') END AS bounds,
    CASE name WHEN 'q1' THEN 2 WHEN 'min' THEN 3 WHEN 'p50_min' THEN 3 ELSE 1 END AS rank
  FROM benchmark_statistic WHERE name IN ('q1', 'min', 'p50_min') OR name SIMILAR TO '(.* )?ci[0-9.]+ low'
), bound AS (
  SELECT e.case_id, arg_min({bounds: bounds, low: low, low_evidence: low_evidence, high: h.value, high_evidence: h.evidence}, (rank, h.unit)) AS bound
  FROM ends e JOIN benchmark_statistic h USING (case_id, name) JOIN middle m USING (case_id)
  WHERE rank > 1 OR low_name LIKE 'ci%' OR starts_with(low_name, m.middle.name || ' ci') GROUP BY e.case_id
)
SELECT case_id, middle, spread, bound FROM middle FULL JOIN spread USING (case_id) FULL JOIN bound USING (case_id);

-- Cases of other tools with their middle value: the median of the samples where the tool kept any, else what it computed itself.
-- folder and suite: cases that one tool wrote into one place stand together. moment: when the code was committed, else when it was measured.
CREATE VIEW benchmark_result AS
WITH sibling AS (
  SELECT regexp_replace(part_of, '/?[^/]*$', '') AS parent, arg_min({name: "case", suite: suite}, case_id) AS known
  FROM benchmark WHERE part_of IS NOT NULL AND suite IS NOT NULL GROUP BY parent
), named AS (
  SELECT b.* EXCLUDE (suite, "case"), coalesce(k.known.name, b."case") AS "case", coalesce(k.known.suite, b.suite) AS suite,
    s.format, s.path, coalesce(k.parent, regexp_replace(s.path, '/?[^/]*$', '')) AS parent, k.known.name AS below
  FROM benchmark b JOIN benchmark_identity i ON i.part_id = b.case_id AND i.case_id = b.case_id JOIN source s USING (source_id)
  LEFT JOIN sibling k ON k.parent = regexp_replace(b.part_of, '/?[^/]*$', '')
  WHERE b.backend IS NULL OR b.dtype IS NULL OR b.timed IS NULL
)
SELECT b.*, CASE WHEN ends_with(b.parent, '/' || b.below) THEN left(b.parent, length(b.parent) - length(b.below) - 1) ELSE b.parent END AS folder,
  coalesce(b.committed, b."time") AS moment, CASE WHEN b.committed IS NOT NULL THEN 'committed' WHEN b."time" IS NOT NULL THEN 'measured' END AS moment_is,
  m.n, m.samples_evidence, coalesce(m.median, t.middle.value) AS value,
  CASE WHEN m.n = 1 THEN 'one sample' WHEN m.n > 1 THEN 'median of the samples' ELSE t.middle.name END AS value_is,
  CASE WHEN m.n IS NULL THEN t.middle.evidence ELSE m.median_evidence END AS value_evidence,
  CASE WHEN m.n IS NULL THEN coalesce(t.middle.unit_name, b.unit_name) ELSE b.unit_name END AS value_unit,
  CASE WHEN m.n > 1 THEN m.least WHEN m.n IS NULL THEN t.bound.low END AS low,
  CASE WHEN m.n > 1 THEN m.least_evidence WHEN m.n IS NULL THEN t.bound.low_evidence END AS low_evidence,
  CASE WHEN m.n > 1 THEN m.greatest WHEN m.n IS NULL THEN t.bound.high END AS high,
  CASE WHEN m.n > 1 THEN m.greatest_evidence WHEN m.n IS NULL THEN t.bound.high_evidence END AS high_evidence,
  CASE WHEN m.n > 1 THEN 'range of the samples' WHEN m.n IS NULL THEN t.bound.bounds END AS bounds,
  t.spread.value AS spread, t.spread.name AS spread_is, t.spread.unit_name AS spread_unit, t.spread.evidence AS spread_evidence,
  evidence_of(b.source_id, b.unit) AS evidence
FROM named b LEFT JOIN benchmark_summary m ON m.case_id = b.case_id LEFT JOIN benchmark_told t ON t.case_id = b.case_id;

-- A 32-bit mixing of a whole number below 2^32.
CREATE MACRO mix_step(x) AS (xor(x, x >> 16) * 73244475) % 4294967296;
CREATE MACRO mix32(x) AS xor(mix_step(mix_step(x)), mix_step(mix_step(x)) >> 16);

-- The bootstrap 95 % interval of the median of up to 1,000 samples: of 1,000 resamples the 25th median from below and
-- from above. A resample is one of ranks, and depends on the number of samples alone (loaders/evidence/bootstrap.ts).
CREATE VIEW benchmark_interval AS
WITH sorted AS (
  SELECT case_id, count(*) AS n, list(per_operation(value, batch) ORDER BY per_operation(value, batch)) AS v,
    derived('bootstrap low', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS low_evidence,
    derived('bootstrap high', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS high_evidence
  FROM sample GROUP BY case_id HAVING count(*) <= 1000
), draw AS (
  SELECT n, r, list_sort(list(1 + mix32(r * 1000 + j) % n)) AS ranks
  FROM (SELECT DISTINCT n FROM sorted), range(1000) resample(r), range(1, 1001) place(j) WHERE j <= n GROUP BY n, r
), middle AS (
  SELECT case_id, list_sort(list((v[ranks[(n + 1) // 2]] + v[ranks[n // 2 + 1]]) / 2)) AS medians
  FROM sorted JOIN draw USING (n) GROUP BY case_id
)
SELECT case_id, medians[25] AS low, low_evidence, medians[976] AS high, high_evidence FROM sorted JOIN middle USING (case_id);
