-- Run after every ingest that changed facts: which run rows are one run is known only once all files are read.
DELETE FROM run_identity;
INSERT INTO run_identity SELECT * FROM run_merge ORDER BY part_id;
UPDATE run_identity SET writers = d.writers FROM run_disagreement d WHERE d.run_id = run_identity.run_id AND d.writers > run_identity.writers;
