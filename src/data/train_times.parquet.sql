-- Each run of those groups; unconfigured where its log states neither group nor parameter.
SELECT group_key, group_label, group_name IS NULL AND parameters IS NULL AS unconfigured, run_id, name, status, seed, seed_evidence, minutes, minutes_evidence
FROM run_summary WHERE minutes IS NOT NULL
ORDER BY group_key, minutes, run_id
