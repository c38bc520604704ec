-- title: The log never falls silent for long
-- standard: Run health
-- item: stalls
-- severity: warning
-- remedy: look at what the machine did then: data loading, checkpointing, a lost node

-- A gap ten times the middle one, of a minute and more.
WITH told AS (
  SELECT DISTINCT run_id, time, step, source_id, unit, time_raw FROM metric_fact WHERE time IS NOT NULL AND time_raw IS NOT NULL AND step IS NOT NULL
), gap AS (
  SELECT *, epoch_us(time - lag(time) OVER w) / 1e6 AS seconds, lag(leaf(source_id, unit, time_raw)) OVER w AS before, row_number() OVER w AS n
  FROM told WINDOW w AS (PARTITION BY run_id ORDER BY time, source_id, unit)
), typical AS (
  SELECT run_id, median(seconds) AS middle, count(*) AS gaps FROM gap WHERE seconds > 0 GROUP BY run_id HAVING count(*) >= 5
), longest AS (
  SELECT run_id, arg_max({seconds: seconds, step: step, evidence: derived('seconds between', [before, leaf(source_id, unit, time_raw)])}, (seconds, -n)) AS gap FROM gap WHERE seconds > 0 GROUP BY run_id
)
SELECT r.subject, CASE WHEN t.gaps IS NULL THEN 'no-evidence' WHEN l.gap.seconds >= 60 AND l.gap.seconds > 10 * t.middle THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN t.gaps IS NULL THEN 'too few rows with step and time' ELSE 'the longest silence, in seconds, ends at step ' || step_text(l.gap.step) END AS why,
  CASE WHEN t.gaps > 0 THEN l.gap.seconds END AS value, CASE WHEN t.gaps > 0 THEN l.gap.evidence END AS evidence
FROM run_subject r LEFT JOIN typical t USING (run_id) LEFT JOIN longest l USING (run_id) WHERE r.run_id IN (SELECT run_id FROM metric_summary)
ORDER BY subject
