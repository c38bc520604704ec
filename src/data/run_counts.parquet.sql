-- One row: how many runs, and how many of them did not end well, are not numbers throughout, or are not one run.
WITH told AS (
  SELECT r.*, json_array(evidence_of(r.source_id, r.unit), NULL) AS begins, json_array(r.status_evidence, r.status_raw) AS ends,
    r.run_id IN (SELECT run_id FROM metric_fact WHERE nonfinite IS NOT NULL) AS nonfinite
  FROM run_summary r
), counted AS (
  SELECT list(begins ORDER BY run_id) AS runs,
    list(ends ORDER BY run_id) FILTER (WHERE status = 'completed') AS completed,
    list(ends ORDER BY run_id) FILTER (WHERE status = 'aborted') AS aborted,
    list(begins ORDER BY run_id) FILTER (WHERE status NOT IN ('completed', 'aborted')) AS unfinished,
    list(begins ORDER BY run_id) FILTER (WHERE nonfinite) AS nonfinite,
    list(begins ORDER BY run_id) FILTER (WHERE writers > 1) AS shared,
    list(begins ORDER BY run_id) FILTER (WHERE segment > 1) AS restarts
  FROM told
)
SELECT coalesce(len(runs), 0) AS runs, derived('count', runs) AS runs_evidence,
  coalesce(len(completed), 0) AS completed, derived('count', completed) AS completed_evidence,
  coalesce(len(aborted), 0) AS aborted, derived('count', aborted) AS aborted_evidence,
  coalesce(len(unfinished), 0) AS unfinished, derived('count', unfinished) AS unfinished_evidence,
  coalesce(len(nonfinite), 0) AS nonfinite, derived('count', nonfinite) AS nonfinite_evidence,
  coalesce(len(shared), 0) AS shared, derived('count', shared) AS shared_evidence,
  coalesce(len(restarts), 0) AS restarts, derived('count', restarts) AS restarts_evidence
FROM counted ORDER BY runs
