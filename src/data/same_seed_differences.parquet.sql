-- How far a repeat is from the first run of its seed, step by step, in the four metrics that differ first; at most about 400 steps of each.
WITH first AS (
  SELECT run_a, run_b, metric, min(step) AS step FROM same_seed_step WHERE differs GROUP BY run_a, run_b, metric
  QUALIFY row_number() OVER (PARTITION BY run_a, run_b ORDER BY min(step), metric) <= 4
), step AS (
  SELECT s.*, f.step AS first_step, row_number() OVER w AS n, count(*) OVER (PARTITION BY s.run_a, s.run_b, s.metric) AS steps
  FROM same_seed_step s JOIN first f USING (run_a, run_b, metric)
  WINDOW w AS (PARTITION BY s.run_a, s.run_b, s.metric ORDER BY s.step, s.evidence_a, s.evidence_b)
)
SELECT run_a, run_b, metric, step, evidence_a AS step_evidence, abs(value_a - value_b) AS difference,
  CASE WHEN value_a >= value_b THEN derived('difference', [json_array(evidence_a, value_a), json_array(evidence_b, value_b)])
    WHEN value_b > value_a THEN derived('difference', [json_array(evidence_b, value_b), json_array(evidence_a, value_a)]) END AS difference_evidence, value_a, evidence_a AS value_a_evidence, value_b, evidence_b AS value_b_evidence
FROM step WHERE step = first_step OR n % ((steps + 399) // 400) = 0
ORDER BY run_a, run_b, metric, step, evidence_a, evidence_b
