-- One row: runs that log a seed, repeats of a seed and configuration that could be compared, and how many of them differ.
WITH pair AS (
  SELECT list(json_array(seed_evidence, seed) ORDER BY run_a, run_b) FILTER (WHERE compared > 0) AS pairs,
    list(json_array(first_b_evidence, first_b) ORDER BY run_a, run_b) FILTER (WHERE differing > 0) AS differing
  FROM same_seed_result
), run AS (
  SELECT list(json_array(evidence_of(source_id, unit), NULL) ORDER BY run_id) AS runs,
    list(json_array(seed_evidence, seed) ORDER BY run_id) FILTER (WHERE seed IS NOT NULL) AS seeded
  FROM run_summary
)
SELECT coalesce(len(runs), 0) AS runs, derived('count', runs) AS runs_evidence, coalesce(len(seeded), 0) AS seeded, derived('count', seeded) AS seeded_evidence,
  coalesce(len(pairs), 0) AS pairs, derived('count', pairs) AS pairs_evidence, coalesce(len(differing), 0) AS differing, derived('count', differing) AS differing_evidence
FROM run, pair ORDER BY runs
