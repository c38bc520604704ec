-- title: Every checkpoint is logged with its digest
-- standard: Reproducibility
-- item: checkpoint-digests
-- severity: warning
-- remedy: log each checkpoint with its path and SHA-256

SELECT * FROM digested('checkpoint', 'gives a digest of each of its checkpoints')
ORDER BY subject
