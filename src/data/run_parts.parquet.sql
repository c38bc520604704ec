-- Runs that restarted, that two and more write into, or that several files tell of: each with the place where it begins.
WITH log AS (SELECT r.*, count(*) OVER (PARTITION BY r.log_key, unsegmented(r.name, r.segment)) AS segments FROM run_summary r)
SELECT l.path, l.run_id, l.name, l.segment, l.segments > 1 AS restarted, l.writers > 1 AS shared, l.line, evidence_of(l.source_id, l.unit) AS evidence,
  i.part_path, r.line AS part_line, evidence_of(r.source_id, r.unit) AS part_evidence
FROM log l JOIN run_identity i USING (run_id) JOIN run r ON r.run_id = i.part_id
WHERE l.segments > 1 OR l.writers > 1 OR i.sources > 1
ORDER BY l.path, l.segment, l.run_id, i.part_id <> l.run_id, i.part_path, i.part_number
