-- Spread over the runs of a group of each metric's last value; groups of one run have none.
SELECT *, CASE WHEN median > 0 THEN 100 * (greatest - least) / median END AS spread, CASE WHEN median > 0 THEN
    derived('percent', [part(derived('difference', [part(greatest_evidence), part(least_evidence)])), part(median_evidence)]) END AS spread_evidence
FROM seed_spread WHERE runs > 1
ORDER BY metric, group_key
