-- Which run a run row is part of: what table run_identity is filled with once all facts are in (identity.sql). The facts
-- stay where they are. Rows of one run are
--   the rows of a rotated log's files that go on with each other: the row of the same logged name in the file before, or,
--   for the first row of a file, the last one there, unless both log other names or the step goes back;
--   the nth rows of the files with one part_of: a restart stays a run of its own where its files have segments, and a file
--   of parameters alone belongs to the first segment;
--   a row that logs nothing but metrics (an evaluation) and the only run of its name that says more, in other files.
-- The run's id is that of the row that tells most, the one with metrics among equals, then the least.
CREATE VIEW run_merge AS
WITH RECURSIVE part AS MATERIALIZED (
  SELECT r.run_id AS part_id, r.source_id, s.path, s.format, r.name, r.segment, r.part_of, r.part_order, r.writers,
    row_number() OVER (PARTITION BY r.source_id ORDER BY TRY_CAST(regexp_extract(r.run_id, '\d+$') AS BIGINT), r.run_id) AS nth,
    CASE WHEN NOT starts_with(s.path, unsegmented(r.name, r.segment)) THEN unsegmented(r.name, r.segment) END AS logged,
    r.seed IS NOT NULL OR r.status <> 'unknown' OR r.run_id IN (SELECT run_id FROM param) AS told, r.run_id IN (SELECT run_id FROM series) AS measures,
    CAST(r.seed_unit IS NOT NULL AS INTEGER) + CAST(r.started IS NOT NULL AS INTEGER) + CAST(r.ended IS NOT NULL AS INTEGER) + CAST(r."commit" IS NOT NULL AS INTEGER)
      + CAST(r.command IS NOT NULL AS INTEGER) + CAST(r.device IS NOT NULL AS INTEGER) + CAST(r.group_name IS NOT NULL AS INTEGER) + CAST(r.config IS NOT NULL AS INTEGER) + CAST(r.status <> 'unknown' AS INTEGER)
      + CAST(r.run_id IN (SELECT run_id FROM param) AS INTEGER) + CAST(r.run_id IN (SELECT run_id FROM environment) AS INTEGER) + CAST(r.run_id IN (SELECT run_id FROM series) AS INTEGER) AS tells
  FROM run r JOIN source s USING (source_id)
), rotated_file AS (
  SELECT source_id, lag(source_id) OVER (PARTITION BY part_of ORDER BY part_order DESC, path) AS before FROM (SELECT DISTINCT part_of, source_id, part_order, path FROM part WHERE part_order IS NOT NULL)
), extent AS (
  SELECT m.run_id AS part_id, min(m.step) AS first_step, max(m.step) AS last_step, min(m.epoch) AS first_epoch, max(m.epoch) AS last_epoch
  FROM metric m JOIN part p ON p.part_id = m.run_id WHERE p.part_order IS NOT NULL AND isfinite(m.step) GROUP BY m.run_id
), rotated AS MATERIALIZED (
  SELECT p.part_id, p.source_id, p.part_of, p.part_order, p.logged, p.nth, f.before, x.* EXCLUDE (part_id), p.nth = min(p.nth) OVER (PARTITION BY p.source_id, p.logged) AS first_of_name,
    p.nth = max(p.nth) OVER (PARTITION BY p.source_id, p.logged) AS last_of_name, p.nth = max(p.nth) OVER (PARTITION BY p.source_id) AS last_of_file
  FROM part p JOIN rotated_file f USING (source_id) LEFT JOIN extent x USING (part_id)
), link AS MATERIALIZED (
  SELECT p.part_id, p.part_of, p.part_order, p.logged, p.nth, arg_min(q.part_id, q.logged IS DISTINCT FROM p.logged) AS continues
  FROM rotated p LEFT JOIN rotated q ON q.source_id = p.before AND CASE WHEN p.logged = q.logged THEN p.first_of_name AND q.last_of_name
      ELSE p.nth = 1 AND q.last_of_file AND (p.logged IS NULL OR q.logged IS NULL)
        AND (p.first_step IS NULL OR q.last_step IS NULL OR p.first_step >= q.last_step OR coalesce(p.first_epoch > q.last_epoch, false)) END
  GROUP BY ALL
), chain AS (
  SELECT part_id, part_id AS root, part_of, logged, part_order, nth FROM link WHERE continues IS NULL
  UNION ALL SELECT l.part_id, c.root, c.part_of, c.logged, c.part_order, c.nth FROM link l JOIN chain c ON c.part_id = l.continues
), numbered AS (
  SELECT part_id, root, dense_rank() OVER (PARTITION BY part_of, logged ORDER BY part_order DESC, nth) AS segment FROM chain
), grouped AS MATERIALIZED (
  SELECT p.* EXCLUDE (segment), coalesce(n.segment, p.segment) AS segment,
    CASE WHEN n.root IS NOT NULL THEN 'rotated ' || n.root WHEN p.part_of IS NOT NULL THEN 'folder ' || p.nth || ' ' || p.part_of ELSE 'file ' || p.part_id END AS group_id
  FROM part p LEFT JOIN numbered n USING (part_id)
), whole AS MATERIALIZED (
  SELECT group_id, arg_min(part_id, (-tells, NOT measures, part_id)) AS run_id, bool_or(told) AS told, list(DISTINCT source_id) AS sources, any_value(part_of) AS part_of
  FROM grouped GROUP BY group_id
), named AS (
  SELECT p.name, any_value(w.run_id) AS run_id, any_value(w.sources) AS sources, any_value(w.part_of) AS part_of
  FROM grouped p JOIN whole w USING (group_id) WHERE w.told GROUP BY p.name HAVING count(DISTINCT p.group_id) = 1
), joined AS (
  SELECT w.group_id, coalesce(min(n.run_id), any_value(w.run_id)) AS run_id
  FROM whole w JOIN grouped p USING (group_id)
  LEFT JOIN named n ON n.name = p.name AND NOT w.told AND NOT list_has_any(w.sources, n.sources) AND (w.part_of = n.part_of) IS NOT TRUE
  GROUP BY w.group_id
)
SELECT p.part_id, j.run_id, p.path AS part_path, p.nth AS part_number, p.logged AS logged_name, p.segment AS log_segment, p.part_of AS log_key, p.part_order AS log_order,
  count(DISTINCT p.source_id) OVER (PARTITION BY j.run_id) AS sources, count(DISTINCT p.source_id) OVER (PARTITION BY coalesce(p.part_of, j.run_id)) AS log_sources,
  max(p.writers) OVER (PARTITION BY j.run_id) AS writers
FROM grouped p JOIN joined j USING (group_id);
