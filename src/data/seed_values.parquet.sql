-- Each run's last value of each metric, for the dots of the spread; groups of one run have none.
SELECT group_key, group_label, metric, run_id, name, status, seed, seed_evidence, last, last_nonfinite, last_evidence, counts
FROM seed_value
QUALIFY count(*) OVER (PARTITION BY group_key, metric) > 1
ORDER BY metric, group_key, seed, run_id
