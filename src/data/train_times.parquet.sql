-- Each run of those groups.
SELECT group_key, group_label, run_id, name, status, seed, seed_evidence, minutes, minutes_evidence
FROM run_summary WHERE minutes IS NOT NULL
ORDER BY group_key, minutes, run_id
