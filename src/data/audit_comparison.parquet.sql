-- The latest audit against the one before it: each row that both speak of, the changed first, falls before rises.
SELECT row_name, status_before, status_raw_before, evidence_before AS status_before_evidence, status, status_raw, evidence AS status_evidence,
  date_before, date, path_before, path, audit_before, audit_id, move
FROM audit_comparison
ORDER BY move = 0, move, row_name
