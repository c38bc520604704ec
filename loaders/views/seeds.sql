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
