-- How often each kind of repair was made in a file, and where first.
SELECT s.path, r.kind, count(*) AS n, counted(count(*), list(leaf(r.source_id, r.unit, NULL) ORDER BY r.unit)[1:20]) AS n_evidence,
  arg_min(r.line, r.unit) AS line, arg_min(left(r.before, 200), (r.unit, r.before, r.after)) AS before, arg_min(left(r.after, 200), (r.unit, r.before, r.after)) AS after,
  min_by(evidence_of(r.source_id, r.unit), r.unit) AS evidence
FROM repair r JOIN source s USING (source_id)
GROUP BY s.path, r.kind
ORDER BY count(*) DESC, s.path, r.kind
