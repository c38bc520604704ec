-- One row: what this report is built from. Every count opens the ledgers or the lines it counts.
WITH files AS (
  SELECT count(*) AS sources, coalesce(derived('count', list(leaf_of_source(source_id, 'path', path) ORDER BY path)), derived('count', [])) AS sources_evidence,
    coalesce(sum(units), 0) AS units, coalesce(derived('sum', list(leaf_of_source(source_id, 'units', units) ORDER BY path)), derived('sum', [])) AS units_evidence,
    coalesce(sum(units_rejected), 0) AS rejected, coalesce(derived('sum', list(leaf_of_source(source_id, 'units_rejected', units_rejected) ORDER BY path)), derived('sum', [])) AS rejected_evidence,
    coalesce(sum(repair_count), 0) AS repairs, coalesce(derived('sum', list(leaf_of_source(source_id, 'repair_count', repair_count) ORDER BY path)), derived('sum', [])) AS repairs_evidence,
    count(*) FILTER (WHERE format IS NULL) AS unrecognised,
    coalesce(derived('count', list(leaf_of_source(source_id, 'path', path) ORDER BY path) FILTER (WHERE format IS NULL)), derived('count', [])) AS unrecognised_evidence
  FROM source
), runs AS (
  SELECT count(*) AS runs, coalesce(derived('count', list(leaf(source_id, unit, NULL) ORDER BY run_id)), derived('count', [])) AS runs_evidence,
    count(*) FILTER (WHERE status = 'completed') AS completed,
    coalesce(derived('count', list(json_array(status_evidence, status_raw) ORDER BY run_id) FILTER (WHERE status = 'completed')), derived('count', [])) AS completed_evidence,
    count(*) FILTER (WHERE status = 'aborted') AS aborted,
    coalesce(derived('count', list(json_array(status_evidence, status_raw) ORDER BY run_id) FILTER (WHERE status = 'aborted')), derived('count', [])) AS aborted_evidence
  FROM run_summary
), audits AS (
  SELECT count(*) AS audits, coalesce(derived('count', list(leaf(source_id, unit, NULL) ORDER BY audit_id)), derived('count', [])) AS audits_evidence,
    min(date) AS first_audit, max(date) AS last_audit FROM audit
), statuses AS (
  SELECT count(*) AS capabilities, coalesce(derived('count', list(leaf(source_id, unit, status_raw) ORDER BY audit_id, unit)), derived('count', [])) AS capabilities_evidence FROM capability
), benchmarks AS (
  SELECT count(*) AS benchmarks, coalesce(derived('count', list(leaf(source_id, unit, NULL) ORDER BY case_id)), derived('count', [])) AS benchmarks_evidence FROM benchmark b SEMI JOIN benchmark_identity i ON i.case_id = b.case_id
), pairs AS (
  SELECT count(*) AS pairs, coalesce(derived('count', list(leaf(source_id, unit, NULL) ORDER BY run_a, run_b)), derived('count', [])) AS pairs_evidence,
    count(*) FILTER (WHERE verdict = 'fail') AS diverging,
    coalesce(derived('count', list(json_array(first_b_evidence, first_b) ORDER BY run_a, run_b) FILTER (WHERE verdict = 'fail')), derived('count', [])) AS diverging_evidence
  FROM same_seed_verdict WHERE verdict <> 'undecided'
), moves AS (
  SELECT count(*) FILTER (WHERE NOT rises) AS all_falls,
    coalesce(derived('count', list(leaf(source_id, unit, status_raw) ORDER BY row_name, date, path) FILTER (WHERE NOT rises)), derived('count', [])) AS all_falls_evidence,
    count(*) FILTER (WHERE rises) AS all_rises,
    coalesce(derived('count', list(leaf(source_id, unit, status_raw) ORDER BY row_name, date, path) FILTER (WHERE rises)), derived('count', [])) AS all_rises_evidence
  FROM capability_transition
), compared AS (
  SELECT any_value(c.date_before) AS date_before, any_value(c.date) AS date, any_value(c.path_before) AS path_before, any_value(c.path) AS path,
    count(*) AS compared, coalesce(derived('count', list(leaf(c.source_id, c.unit, c.status_raw) ORDER BY c.row_name)), derived('count', [])) AS compared_evidence,
    count(*) FILTER (WHERE c.move <> 0) AS disagree,
    coalesce(derived('count', list(leaf(c.source_id, c.unit, c.status_raw) ORDER BY c.row_name) FILTER (WHERE c.move <> 0)), derived('count', [])) AS disagree_evidence,
    count(*) FILTER (WHERE c.move < 0) AS falls,
    coalesce(derived('count', list(leaf(c.source_id, c.unit, c.status_raw) ORDER BY c.row_name) FILTER (WHERE c.move < 0)), derived('count', [])) AS falls_evidence,
    count(*) FILTER (WHERE c.move > 0) AS rises,
    coalesce(derived('count', list(leaf(c.source_id, c.unit, c.status_raw) ORDER BY c.row_name) FILTER (WHERE c.move > 0)), derived('count', [])) AS rises_evidence,
    any_value(date_diff('day', c.date_before, c.date)) FILTER (WHERE (a.date_from <> 'file name' AND starts_with(coalesce(a.date_raw, CAST(a.date AS VARCHAR)), CAST(a.date AS VARCHAR))) AND (b.date_from <> 'file name' AND starts_with(coalesce(b.date_raw, CAST(b.date AS VARCHAR)), CAST(b.date AS VARCHAR)))) AS days_apart,
    any_value(derived('days between', [leaf(a.source_id, a.unit, CAST(a.date AS VARCHAR)), leaf(b.source_id, b.unit, CAST(b.date AS VARCHAR))])) FILTER (WHERE (a.date_from <> 'file name' AND starts_with(coalesce(a.date_raw, CAST(a.date AS VARCHAR)), CAST(a.date AS VARCHAR))) AND (b.date_from <> 'file name' AND starts_with(coalesce(b.date_raw, CAST(b.date AS VARCHAR)), CAST(b.date AS VARCHAR)))) AS days_apart_evidence
  FROM audit_comparison c JOIN audit a ON a.audit_id = c.audit_before JOIN audit b ON b.audit_id = c.audit_id
)
SELECT * FROM files, runs, audits, statuses, benchmarks, pairs, moves, compared ORDER BY sources
