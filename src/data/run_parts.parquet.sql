-- Runs that restarted, that two and more write into, or that several files tell of: each with the place where it begins.
SELECT path, run_id, name, segment, restarted, shared, line, evidence_of(source_id, unit) AS evidence, part_path, part_line, part_evidence
FROM parted_run
ORDER BY path, segment, run_id, part_id <> run_id, part_path, part_number
