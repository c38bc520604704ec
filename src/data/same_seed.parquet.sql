-- Repeats of a seed and configuration against the first run of it: how many logged values were compared, how many differ, where first and by how much.
SELECT p.run_a, p.run_b, p.name_a, p.name_b, p.seed, p.seed_evidence, a.group_label, a.parameters IS NULL AS unconfigured,
  greatest(a.writers, b.writers) AS writers, a.status AS status_a, b.status AS status_b,
  p.compared, p.compared_evidence, p.differing, p.differing_evidence, p.first_metric,
  p.first_step, p.first_b_evidence AS first_step_evidence, p.first_a, p.first_a_evidence, p.first_b, p.first_b_evidence,
  p.first_b - p.first_a AS first_difference,
  CASE WHEN p.first_a IS NOT NULL AND p.first_b IS NOT NULL THEN
    derived('difference', [json_array(p.first_b_evidence, p.first_b), json_array(p.first_a_evidence, p.first_a)]) END AS first_difference_evidence,
  abs(p.first_b - p.first_a) AS first_distance,
  CASE WHEN p.first_b >= p.first_a THEN derived('difference', [json_array(p.first_b_evidence, p.first_b), json_array(p.first_a_evidence, p.first_a)])
    WHEN p.first_a > p.first_b THEN derived('difference', [json_array(p.first_a_evidence, p.first_a), json_array(p.first_b_evidence, p.first_b)]) END AS first_distance_evidence
FROM same_seed_result p JOIN run_summary a ON a.run_id = p.run_a JOIN run_summary b ON b.run_id = p.run_b
ORDER BY p.differing = 0, p.name_a, p.name_b, p.run_a, p.run_b
