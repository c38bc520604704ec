-- title: Initialisation takes no longer than its division allows
-- standard: MLPerf common rules
-- item: init-time
-- severity: error
-- remedy: shorten what happens before run_start: 30 minutes in the closed division, 4 hours in the open one

WITH edge AS (
  SELECT subject, run_id, arg_min({time: time, leaf: leaf(source_id, unit, time_raw)}, unit) FILTER (WHERE key = 'init_start') AS start, arg_min({time: time, leaf: leaf(source_id, unit, time_raw)}, unit) FILTER (WHERE key = 'init_stop') AS stop,
    min(lower(text)) FILTER (WHERE key = 'submission_division') AS division
  FROM mlperf_event GROUP BY subject, run_id
), took AS (SELECT *, epoch_us(stop.time - start.time) / 60e6 AS minutes FROM edge)
SELECT subject, CASE WHEN minutes IS NULL THEN 'undecided' WHEN minutes > CASE WHEN division = 'open' THEN 240 ELSE 30 END THEN 'fail' ELSE 'pass' END AS verdict,
  CASE WHEN minutes IS NULL THEN 'init_start or init_stop is not logged with its time' ELSE 'minutes of initialisation, in the ' || coalesce(division, 'closed (none is named)') || ' division' END AS why,
  minutes AS value, CASE WHEN minutes IS NOT NULL THEN derived('minutes between', [start.leaf, stop.leaf]) END AS evidence
FROM took
ORDER BY subject
