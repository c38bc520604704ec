-- One row per run with what identifies it. group_key: everything that was configured except the seed.
-- group_label names only what varies over the runs.
CREATE VIEW run_parameters AS
WITH stated AS (
  SELECT DISTINCT i.run_id, p.key, p.value FROM param p JOIN run_identity i ON i.part_id = p.run_id WHERE lower(p.key) NOT SIMILAR TO '(.*/)?(seed|run_id|run_name|name|repeat)'
), configured AS (
  SELECT run_id, key, value, count(DISTINCT coalesce(value, '')) OVER (PARTITION BY key) > 1 AS varies FROM stated
)
SELECT run_id, string_agg(key || '=' || coalesce(value, ''), '; ' ORDER BY key, value) AS parameters,
  string_agg(key || ' ' || coalesce(value, ''), ', ' ORDER BY key, value) FILTER (WHERE varies) AS varying
FROM configured GROUP BY run_id;

-- What a run's parts say of it, each part with its rank: the one whose id the run has, then by path; for how a run ended
-- the latest file of a rotated log first.
CREATE VIEW run_statement AS
SELECT i.run_id AS whole, i.part_path AS path, s.format, i.logged_name AS logged, i.log_segment, i.log_sources, i.log_key, i.writers AS whole_writers, r.*,
  row_number() OVER (PARTITION BY i.run_id ORDER BY i.part_id <> i.run_id, i.part_path, i.part_number) AS rank,
  row_number() OVER (PARTITION BY i.run_id ORDER BY CASE r.status WHEN 'unknown' THEN 2 WHEN 'running' THEN 1 ELSE 0 END, i.log_order, i.part_id <> i.run_id, i.part_path, i.part_number) AS ending_rank
FROM run_identity i JOIN run r ON r.run_id = i.part_id JOIN source s USING (source_id);

-- Each column from the part that says it, with that part's own place.
CREATE VIEW run_summary AS
WITH said AS (
  SELECT whole AS run_id, max(log_sources) AS log_sources, max(whole_writers) AS writers,
    arg_min({source_id: source_id, unit: unit, line: line, path: path, format: format, segment: log_segment, name: name, base: unsegmented(name, segment), log_key: log_key}, rank) AS self,
    arg_min(logged, rank) FILTER (WHERE logged IS NOT NULL) AS logged,
    arg_min({status: status, status_raw: status_raw, place: evidence_of(source_id, coalesce(status_unit, ended_unit, unit))}, ending_rank) AS ending,
    arg_min({value: seed, place: evidence_of(source_id, coalesce(seed_unit, unit))}, rank) FILTER (WHERE seed IS NOT NULL) AS seed,
    arg_min({value: "commit", place: evidence_of(source_id, coalesce(commit_unit, unit))}, rank) FILTER (WHERE "commit" IS NOT NULL) AS revision,
    arg_min({value: dirty, place: evidence_of(source_id, coalesce(commit_unit, unit))}, rank) FILTER (WHERE dirty IS NOT NULL) AS tree,
    arg_min({value: command, place: evidence_of(source_id, command_unit)}, rank) FILTER (WHERE command IS NOT NULL) AS command,
    arg_min({value: device, place: evidence_of(source_id, device_unit)}, rank) FILTER (WHERE device IS NOT NULL) AS device,
    arg_min(group_name, rank) FILTER (WHERE group_name IS NOT NULL) AS group_name,
    arg_min({value: started, leaf: leaf(source_id, started_unit, started_raw)}, (started, rank)) FILTER (WHERE started IS NOT NULL) AS begun,
    arg_max({value: ended, leaf: leaf(source_id, ended_unit, ended_raw)}, (ended, -rank)) FILTER (WHERE ended IS NOT NULL) AS over
  FROM run_statement GROUP BY whole
)
SELECT r.self.source_id AS source_id, r.self.unit AS unit, r.self.line AS line, r.run_id, r.self.segment AS segment,
  CASE WHEN r.log_sources = 1 THEN r.self.name ELSE coalesce(r.logged, r.self.log_key, r.self.base) || CASE WHEN r.self.segment > 1 THEN '#' || r.self.segment ELSE '' END END AS name,
  coalesce(r.self.log_key, r.self.source_id) AS log_key,
  r.ending.status AS status, r.ending.status_raw AS status_raw, r.ending.place AS status_evidence,
  r.seed.value AS seed, r.seed.place AS seed_evidence, r.revision.value AS "commit", r.revision.place AS commit_evidence, r.tree.value AS dirty, r.tree.place AS dirty_evidence,
  r.command.value AS command, r.command.place AS command_evidence, r.device.value AS device, r.device.place AS device_evidence,
  r.writers,
  r.begun.value AS started, r.over.value AS ended, r.self.path AS path, r.self.format AS format,
  coalesce(r.group_name, p.parameters, 'no parameters logged') AS group_key, p.parameters,
  coalesce(r.group_name, p.varying, 'one configuration') AS group_label, r.group_name,
  epoch_us(r.over.value - r.begun.value) / 60e6 AS minutes,
  CASE WHEN r.over IS NULL OR r.begun IS NULL THEN NULL ELSE derived('minutes between', [r.begun.leaf, r.over.leaf]) END AS minutes_evidence
FROM said r LEFT JOIN run_parameters p USING (run_id);

-- Runs that restarted, that two and more write into, or that several files tell of, with a row for each part.
CREATE VIEW parted_run AS
WITH log AS (SELECT r.*, count(*) OVER (PARTITION BY r.log_key, unsegmented(r.name, r.segment)) AS segments FROM run_summary r)
SELECT l.path, l.run_id, l.source_id, l.unit, l.line, l.name, l.segment, l.segments > 1 AS restarted, l.writers > 1 AS shared,
  i.part_id, i.part_number, i.part_path, r.line AS part_line, evidence_of(r.source_id, r.unit) AS part_evidence
FROM log l JOIN run_identity i USING (run_id) JOIN run r ON r.run_id = i.part_id
WHERE l.segments > 1 OR l.writers > 1 OR i.sources > 1;
