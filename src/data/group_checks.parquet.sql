-- For every group of runs that differ in seed only: how many log a seed, an end, a commit, an environment, and how their repeats came out.
WITH told AS (
  SELECT r.*, json_array(evidence_of(r.source_id, r.unit), NULL) AS begins, json_array(r.status_evidence, r.status_raw) AS ends, e.leaf AS described
  FROM run_summary r LEFT JOIN (
    SELECT i.run_id, arg_min(leaf(e.source_id, e.unit, e.value), (e.source_id, e.unit, e.key)) AS leaf FROM environment e JOIN run_identity i ON i.part_id = e.run_id GROUP BY i.run_id
  ) e USING (run_id)
), counted AS (
  SELECT group_key, any_value(group_label) AS group_label, bool_and(parameters IS NULL) AS unconfigured,
    list(begins ORDER BY run_id) AS runs,
    list(json_array(seed_evidence, seed) ORDER BY run_id) FILTER (WHERE seed IS NOT NULL) AS seeded,
    list(ends ORDER BY run_id) FILTER (WHERE status = 'completed') AS completed,
    list(ends ORDER BY run_id) FILTER (WHERE status = 'aborted') AS aborted,
    list(json_array(commit_evidence, "commit") ORDER BY run_id) FILTER (WHERE "commit" IS NOT NULL AND dirty IS NOT TRUE) AS committed,
    list(begins ORDER BY run_id) FILTER (WHERE dirty) AS dirty,
    list(described ORDER BY run_id) FILTER (WHERE described IS NOT NULL) AS described
  FROM told GROUP BY group_key
), paired AS (
  SELECT group_key, list(json_array(seed_evidence, seed) ORDER BY run_a, run_b) FILTER (WHERE compared > 0) AS pairs,
    list(json_array(seed_evidence, seed) ORDER BY run_a, run_b) FILTER (WHERE compared > 0 AND differing = 0) AS identical
  FROM same_seed_result GROUP BY group_key
)
SELECT group_key, group_label, unconfigured, len(runs) AS runs, derived('count', runs) AS runs_evidence,
  coalesce(len(seeded), 0) AS seeded, derived('count', seeded) AS seeded_evidence,
  coalesce(len(completed), 0) AS completed, derived('count', completed) AS completed_evidence,
  coalesce(len(aborted), 0) AS aborted, derived('count', aborted) AS aborted_evidence,
  coalesce(len(committed), 0) AS committed, derived('count', committed) AS committed_evidence,
  coalesce(len(dirty), 0) AS dirty, derived('count', dirty) AS dirty_evidence,
  coalesce(len(described), 0) AS described, derived('count', described) AS described_evidence,
  coalesce(len(pairs), 0) AS pairs, derived('count', pairs) AS pairs_evidence,
  coalesce(len(identical), 0) AS identical, derived('count', identical) AS identical_evidence
FROM counted LEFT JOIN paired USING (group_key)
ORDER BY len(runs) DESC, group_key
