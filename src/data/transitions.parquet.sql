-- Every change of a capability's status from one dated audit to the next that speaks of it, with both lines; the latest first.
SELECT row_name, CASE WHEN rises THEN 'rises' ELSE 'falls' END AS move,
  status_before, status_raw_before, evidence_before AS status_before_evidence, date_before, path_before,
  status, status_raw, evidence AS status_evidence, date, path
FROM capability_transition
ORDER BY date DESC, path DESC, rises, row_name
