-- Checkpoints, datasets and manifests of runs, with the digests the logs state.
SELECT i.run_id, a.kind, a.path, a.sha256, a.bytes, a.verified, a.line, evidence_of(a.source_id, a.unit) AS evidence
FROM artifact a JOIN run_identity i ON i.part_id = a.run_id
ORDER BY i.run_id, a.source_id, a.unit, a.kind, a.path
