-- Groups of runs that differ in seed only: minutes from start to stop, and their spread. Aborted runs are counted, never averaged.
SELECT t.*, g.group_label, CASE WHEN completed > 1 THEN 100 * (greatest_minutes - least_minutes) / median_minutes END AS spread, CASE WHEN completed > 1 THEN
    derived('percent', [part(derived('difference', [part(greatest_minutes_evidence), part(least_minutes_evidence)])), part(median_minutes_evidence)]) END AS spread_evidence
FROM time_to_train t JOIN (SELECT group_key, any_value(group_label) AS group_label FROM run_summary GROUP BY group_key) g USING (group_key)
ORDER BY runs DESC, t.group_key
