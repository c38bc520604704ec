-- One row per run: what identifies it, how it ended, how long it took, and which rows of run_facts, run_metrics,
-- run_events and artifacts are its own (half-open ranges; all four are in order of run_id).
WITH fact AS (
  SELECT run_id, count(*) AS facts FROM (
    SELECT DISTINCT i.run_id, 0, key, value FROM param p JOIN run_identity i ON i.part_id = p.run_id
    UNION ALL SELECT DISTINCT i.run_id, 1, key, value FROM environment e JOIN run_identity i ON i.part_id = e.run_id
  ) GROUP BY run_id
), point AS (
  SELECT run_id, count(DISTINCT metric) AS metrics, min(time) AS first_time, count(nonfinite) AS nonfinite,
    arg_min(leaf(source_id, unit, nonfinite), (source_id, unit), 20) FILTER (WHERE nonfinite IS NOT NULL) AS nonfinite_leaves
  FROM metric_fact GROUP BY run_id
), happened AS (
  SELECT i.run_id, count(*) AS events FROM event e JOIN run_identity i ON i.part_id = e.run_id GROUP BY i.run_id
), kept AS (
  SELECT i.run_id, count(*) AS artifacts FROM artifact a JOIN run_identity i ON i.part_id = a.run_id GROUP BY i.run_id
), told AS (
  SELECT r.*, coalesce(facts, 0) AS facts, coalesce(metrics, 0) AS metrics, coalesce(events, 0) AS events, coalesce(artifacts, 0) AS artifacts,
    first_time, coalesce(nonfinite, 0) AS nonfinite, nonfinite_leaves, count(*) OVER (PARTITION BY r.log_key, unsegmented(r.name, r.segment)) AS segments
  FROM run_summary r LEFT JOIN fact USING (run_id) LEFT JOIN point USING (run_id) LEFT JOIN happened USING (run_id) LEFT JOIN kept USING (run_id)
)
SELECT run_id, name, group_key, group_label, group_name, parameters IS NULL AS unconfigured, status, status_raw, status_evidence, seed, seed_evidence,
  "commit", commit_evidence, dirty, left(command, 400) AS command, command_evidence, device, device_evidence, writers, segment, segments,
  started, ended, coalesce(started, first_time) AS began, minutes, minutes_evidence,
  nonfinite, CASE WHEN nonfinite > 0 THEN counted(nonfinite, nonfinite_leaves) END AS nonfinite_evidence,
  path, source_id || '#path' AS path_evidence, format, line, evidence_of(source_id, unit) AS evidence, events,
  sum(facts) OVER w - facts AS fact_start, sum(facts) OVER w AS fact_end,
  sum(metrics) OVER w - metrics AS metric_start, sum(metrics) OVER w AS metric_end,
  sum(least(events, 400)) OVER w - least(events, 400) AS event_start, sum(least(events, 400)) OVER w AS event_end,
  sum(artifacts) OVER w - artifacts AS artifact_start, sum(artifacts) OVER w AS artifact_end
FROM told
WINDOW w AS (ORDER BY run_id)
ORDER BY path, line, run_id
