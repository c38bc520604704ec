-- What checklist rules share: their subjects, and how a share of runs reads as a verdict.

-- Runs under a name that no other has. input: the folder or file they were read from.
CREATE VIEW run_subject AS
SELECT CASE WHEN count(*) OVER (PARTITION BY r.name) = 1 THEN r.name ELSE r.name || ' (' || r.run_id || ')' END AS subject,
  regexp_extract(r.path, '^[^/]*') AS input, r.format IN ('mllog', 'mll') AS is_mlperf, json_array(evidence_of(r.source_id, r.unit), NULL) AS leaf, r.*
FROM run_summary r;

-- Groups of runs that differ in seed only, under a name that no other has.
CREATE VIEW group_subject AS
SELECT group_key, CASE WHEN count(*) OVER (PARTITION BY group_label) = 1 THEN group_label ELSE group_label || ' (' || first || ')' END AS subject
FROM (SELECT group_key, any_value(group_label) AS group_label, min(run_id) AS first FROM run_summary GROUP BY group_key);

-- Runs with the group they are of.
CREATE VIEW grouped_run AS
SELECT g.subject, r.* EXCLUDE (subject) FROM run_subject r JOIN group_subject g USING (group_key);

-- Parameters and environment of a run under its id, keys in lower case.
CREATE VIEW run_setting AS
SELECT i.run_id, 'param' AS kind, lower(p.key) AS key, p.value, leaf(p.source_id, p.unit, p.value) AS leaf FROM param p JOIN run_identity i ON i.part_id = p.run_id
UNION ALL
SELECT i.run_id, 'environment', lower(e.key), e.value, leaf(e.source_id, e.unit, e.value) FROM environment e JOIN run_identity i ON i.part_id = e.run_id;

-- Files that a run names. role: dataset | checkpoint | other, from the kind, else the path.
CREATE VIEW run_artifact AS
SELECT i.run_id, a.kind, lower(a.path) AS path, a.sha256, leaf(a.source_id, a.unit, NULL) AS leaf,
  CASE WHEN regexp_matches(lower(coalesce(a.kind, '') || ' ' || a.path), 'checkpoint|ckpt|model') THEN 'checkpoint'
    WHEN regexp_matches(lower(coalesce(a.kind, '') || ' ' || a.path), 'dataset|split|manifest|(^|[/_ ])(train|val|test|data)([/_.]|$)') THEN 'dataset' ELSE 'other' END AS role
FROM artifact a JOIN run_identity i ON i.part_id = a.run_id;

-- A share of runs as a verdict: of `k` of `n` it is known that it holds, of `bad` that it does not. None at all is no evidence.
CREATE MACRO share_verdict(k, n, bad) AS CASE WHEN bad > 0 THEN 'fail' WHEN k = n THEN 'pass' WHEN k = 0 THEN 'no-evidence' ELSE 'fail' END;
CREATE MACRO share_value(k, n, bad) AS CASE share_verdict(k, n, bad) WHEN 'pass' THEN k WHEN 'fail' THEN n - k END;
CREATE MACRO share_why(k, n, bad, does) AS CASE WHEN k = n THEN 'each of ' || n || CASE WHEN n = 1 THEN ' run ' ELSE ' runs ' END || does
  WHEN k = 0 AND bad = 0 THEN 'none of ' || n || CASE WHEN n = 1 THEN ' run ' ELSE ' runs ' END || does
  ELSE (n - k) || ' of ' || n || ' runs: not one that ' || does END;
-- The leaves of the runs that decide it: those that hold, else those that do not.
CREATE MACRO share_evidence(k, n, bad, holding, lacking) AS CASE share_verdict(k, n, bad) WHEN 'pass' THEN derived('count', holding) WHEN 'fail' THEN derived('count', lacking) END;

-- The same of runs grouped by subject: whether each `holds`, whether it `denies`, what it `told`, and the `run` itself.
CREATE MACRO runs_verdict(holds, denies) AS share_verdict(count(*) FILTER (WHERE holds), count(*), count(*) FILTER (WHERE denies));
CREATE MACRO runs_value(holds, denies) AS share_value(count(*) FILTER (WHERE holds), count(*), count(*) FILTER (WHERE denies));
CREATE MACRO runs_why(holds, denies, does) AS share_why(count(*) FILTER (WHERE holds), count(*), count(*) FILTER (WHERE denies), does);
CREATE MACRO runs_evidence(holds, denies, run_id, told, run) AS share_evidence(count(*) FILTER (WHERE holds), count(*), count(*) FILTER (WHERE denies),
  list(told ORDER BY run_id) FILTER (WHERE holds), list(run ORDER BY run_id) FILTER (WHERE NOT holds));

-- Files of a role that runs name, each with its digest or not: the answer of a rule on digests.
CREATE MACRO digested(of_role, does) AS TABLE
WITH told AS (
  SELECT g.subject, g.run_id, g.leaf AS run, count(a.path) > 0 AND bool_and(a.sha256 IS NOT NULL) AS holds, count(a.path) > 0 AND NOT bool_and(a.sha256 IS NOT NULL) AS denies,
    arg_min(a.leaf, (a.leaf, a.path)) FILTER (WHERE a.sha256 IS NOT NULL) AS told, arg_min(a.leaf, (a.leaf, a.path)) FILTER (WHERE a.path IS NOT NULL AND a.sha256 IS NULL) AS bare
  FROM grouped_run g LEFT JOIN run_artifact a ON a.run_id = g.run_id AND a.role = of_role GROUP BY g.subject, g.run_id, g.leaf
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, does) AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, told, coalesce(bare, run)) AS evidence
FROM told GROUP BY subject;

-- A step as it is logged: whole ones without a fraction.
CREATE MACRO step_text(step) AS CASE WHEN step = floor(step) THEN coalesce(CAST(TRY_CAST(step AS BIGINT) AS VARCHAR), CAST(step AS VARCHAR)) ELSE CAST(step AS VARCHAR) END;

-- Tests of an input whose suite, class or name matches, all or none of them passed: the answer of a rule on automated tests.
CREATE MACRO tested(pattern) AS TABLE
SELECT i.input AS subject, CASE WHEN count(t.status) = 0 THEN 'no-evidence' WHEN count(*) FILTER (WHERE t.status = 'failed') > 0 THEN 'fail' WHEN count(*) FILTER (WHERE t.status = 'passed') = 0 THEN 'undecided' ELSE 'pass' END AS verdict,
  CASE WHEN count(t.status) = 0 THEN 'no test result names it' WHEN count(*) FILTER (WHERE t.status = 'failed') > 0 THEN count(*) FILTER (WHERE t.status = 'failed') || ' of ' || count(t.status) || ' tests that name it failed'
    WHEN count(*) FILTER (WHERE t.status = 'passed') = 0 THEN 'the tests that name it were skipped' ELSE count(*) FILTER (WHERE t.status = 'passed') || ' tests that name it passed' END AS why,
  CASE WHEN count(*) FILTER (WHERE t.status = 'failed') > 0 THEN count(*) FILTER (WHERE t.status = 'failed') WHEN count(*) FILTER (WHERE t.status = 'passed') > 0 THEN count(*) FILTER (WHERE t.status = 'passed') END AS value,
  CASE WHEN count(*) FILTER (WHERE t.status = 'failed') > 0 THEN derived('count', list(t.leaf ORDER BY t.leaf) FILTER (WHERE t.status = 'failed'))
    WHEN count(*) FILTER (WHERE t.status = 'passed') > 0 THEN derived('count', list(t.leaf ORDER BY t.leaf) FILTER (WHERE t.status = 'passed')) END AS evidence,
  1 AS points
FROM (SELECT DISTINCT regexp_extract(path, '^[^/]*') AS input FROM source WHERE format IS NOT NULL) i
LEFT JOIN (
  SELECT regexp_extract(s.path, '^[^/]*') AS input, t.status, leaf(t.source_id, t.unit, NULL) AS leaf FROM test_result t JOIN source s USING (source_id)
  WHERE regexp_matches(lower(concat_ws(' ', t.suite, t.classname, t.name)), pattern)) t ON t.input = i.input
GROUP BY i.input;

-- Inputs that were read.
CREATE VIEW input_subject AS SELECT DISTINCT regexp_extract(path, '^[^/]*') AS subject FROM source WHERE format IS NOT NULL;

-- How fast a run is over its time: the middle of the second and of the last quarter of what it logs of a rate. The first warms up.
CREATE VIEW throughput_trend AS
WITH rate AS (
  SELECT run_id, metric, value, leaf(source_id, unit, raw) AS leaf, ntile(4) OVER (PARTITION BY run_id, metric ORDER BY step, source_id, unit) AS quarter
  FROM metric_fact WHERE value IS NOT NULL AND step IS NOT NULL
    AND regexp_matches(lower(metric), '(samples|tokens|images|examples|steps|iterations|it|items)[_ ]?(/|per|_p_)[_ ]?s(ec|econd)?s?$|throughput')
)
SELECT run_id, metric, count(*) AS points, median(value) FILTER (WHERE quarter = 2) AS early, median(value) FILTER (WHERE quarter = 4) AS late,
  derived('ratio', [part(derived('median', list(leaf ORDER BY leaf) FILTER (WHERE quarter = 4))), part(derived('median', list(leaf ORDER BY leaf) FILTER (WHERE quarter = 2)))]) AS evidence
FROM rate GROUP BY run_id, metric HAVING count(*) >= 16 AND median(value) FILTER (WHERE quarter = 2) > 0;

-- Events of MLPerf logs by run, in order.
CREATE VIEW mlperf_event AS
SELECT r.subject, r.run_id, e.kind AS key, e.message AS text, e.time, e.time_raw, e.unit, e.source_id, leaf(e.source_id, e.unit, NULL) AS leaf, e.attributes
FROM event e JOIN run_identity i ON i.part_id = e.run_id JOIN run_subject r ON r.run_id = i.run_id WHERE r.is_mlperf;

-- Repeats of a seed and configuration, as same_seed_verdict; of completed runs that share no step, whether they log as many values of each metric and end with the same.
CREATE VIEW repeat_verdict AS
WITH ended AS (
  SELECT p.run_a, p.run_b, arg_min(json_array(y.last_evidence, NULL), y.metric) FILTER (WHERE x.points <> y.points OR x.last IS DISTINCT FROM y.last OR x.last_nonfinite IS DISTINCT FROM y.last_nonfinite) AS leaf
  FROM same_seed_result p JOIN run_summary a ON a.run_id = p.run_a JOIN run_summary b ON b.run_id = p.run_b JOIN metric_summary x ON x.run_id = p.run_a JOIN metric_summary y ON y.run_id = p.run_b AND y.metric = x.metric
  WHERE p.compared = 0 AND a.status = 'completed' AND b.status = 'completed' AND a.writers = 1 AND b.writers = 1 AND a.parameters IS NOT NULL
    AND NOT regexp_matches(x.metric, '(^|[/_])(system|time|seconds|samples_per_s|steps_per_s|throughput|wall|elapsed|cpu|rss|memory)([/_]|$)')
  GROUP BY p.run_a, p.run_b
)
SELECT v.run_a, v.run_b, v.group_key, json_array(v.seed_evidence, v.seed) AS seed, CASE WHEN e.leaf IS NOT NULL THEN 'fail' ELSE v.verdict END AS verdict,
  CASE WHEN v.first_b_evidence IS NOT NULL THEN json_array(v.first_b_evidence, NULL) ELSE e.leaf END AS first
FROM same_seed_verdict v LEFT JOIN ended e USING (run_a, run_b);
