-- A sample per operation, and the same as an input of an expression: a batch states its total and its count.
CREATE MACRO per_operation(value, batch) AS value / coalesce(batch, 1);
CREATE MACRO sample_leaf(source_id, unit, value, batch) AS CASE WHEN batch IS NULL THEN leaf(source_id, unit, value)
  ELSE part(derived('ratio', [leaf(source_id, unit, value), leaf(source_id, unit, batch)])) END;

CREATE VIEW benchmark_summary AS
SELECT b.*, s.n, s.median, s.least, s.greatest, s.samples_evidence, s.median_evidence, s.least_evidence, s.greatest_evidence,
  evidence_of(b.source_id, b.unit) AS evidence
FROM benchmark b JOIN (
  SELECT case_id, count(*) AS n, median(per_operation(value, batch)) AS median, min(per_operation(value, batch)) AS least, max(per_operation(value, batch)) AS greatest,
    derived('count', list(leaf(source_id, unit, value) ORDER BY ordinal)) AS samples_evidence,
    derived('median', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS median_evidence,
    derived('min', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS least_evidence,
    derived('max', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS greatest_evidence
  FROM sample GROUP BY case_id) s USING (case_id);

-- Cases that say what was timed, on which backend and in which dtype: only they are held against each other.
CREATE VIEW benchmark_timed AS SELECT * FROM benchmark WHERE backend IS NOT NULL AND dtype IS NOT NULL AND timed IS NOT NULL;

-- Cases that several files tell of (criterion writes five for one): the one that is shown is the one with samples, then with names.
CREATE VIEW benchmark_identity AS
SELECT b.case_id AS part_id, first_value(b.case_id) OVER (PARTITION BY coalesce(b.part_of || chr(10) || b.quantity, b.case_id)
  ORDER BY s.case_id IS NULL, b.suite IS NULL, b.case_id) AS case_id
FROM benchmark b LEFT JOIN (SELECT DISTINCT case_id FROM sample) s USING (case_id);

-- What a tool computed, by the case that is shown, and in which order the names are taken for its middle and its spread.
CREATE VIEW benchmark_statistic AS
SELECT i.case_id, t.name, t.value, t.unit_name, t.source_id, t.unit, evidence_of(t.source_id, t.unit) AS evidence,
  list_position(['median', 'p50_mean', 'result', 'value', 'mean', 'slope'], t.name) AS middle_rank,
  list_position(['stddev', 'stdev', 'stdev/relative', 'stdev/absolute', 'noise', 'range', 'p50_ci95', 'p50_std'], t.name) AS spread_rank
FROM statistic t JOIN benchmark_identity i ON i.part_id = t.case_id WHERE t.value IS NOT NULL;

-- Of what a tool computed: the middle, which is what has the name of the quantity, else what it names first (of google-benchmark's own aggregates any), its spread, and the ends of an
-- interval, of the quartiles or of the range, whichever it has first.
CREATE VIEW benchmark_told AS
WITH middle AS (
  SELECT t.case_id, arg_min({name: name, value: value, unit_name: t.unit_name, evidence: evidence},
    (CASE WHEN name = b.quantity THEN 0 ELSE coalesce(middle_rank, 99) END, t.source_id, t.unit)) AS middle
  FROM benchmark_statistic t JOIN benchmark b USING (case_id)
  WHERE name = b.quantity OR middle_rank IS NOT NULL OR b.tool = 'google-benchmark' AND name NOT IN ('iterations', 'stddev', 'cv') GROUP BY t.case_id
), spread AS (
  SELECT case_id, arg_min({name: name, value: value, unit_name: unit_name, evidence: evidence}, (spread_rank, source_id, unit)) AS spread
  FROM benchmark_statistic WHERE spread_rank IS NOT NULL GROUP BY case_id
), ends AS (
  SELECT case_id, name AS low_name, value AS low, evidence AS low_evidence,
    CASE name WHEN 'q1' THEN 'q3' WHEN 'min' THEN 'max' WHEN 'p50_min' THEN 'p50_max' ELSE regexp_replace(name, 'low$', 'high') END AS name,
    CASE name WHEN 'q1' THEN 'quartiles' WHEN 'min' THEN 'range' WHEN 'p50_min' THEN 'range of p50' ELSE regexp_extract(name, 'ci[0-9.]+') END AS bounds,
    CASE name WHEN 'q1' THEN 2 WHEN 'min' THEN 3 WHEN 'p50_min' THEN 3 ELSE 1 END AS rank
  FROM benchmark_statistic WHERE name IN ('q1', 'min', 'p50_min') OR name SIMILAR TO '(.* )?ci[0-9.]+ low'
), bound AS (
  SELECT e.case_id, arg_min({bounds: bounds, low: low, low_evidence: low_evidence, high: h.value, high_evidence: h.evidence}, (rank, h.unit)) AS bound
  FROM ends e JOIN benchmark_statistic h USING (case_id, name) JOIN middle m USING (case_id)
  WHERE rank > 1 OR low_name LIKE 'ci%' OR starts_with(low_name, m.middle.name || ' ci') GROUP BY e.case_id
)
SELECT case_id, middle, spread, bound FROM middle FULL JOIN spread USING (case_id) FULL JOIN bound USING (case_id);

-- Cases of other tools with their middle value: the median of the samples where the tool kept any, else what it computed itself.
-- folder and suite: cases that one tool wrote into one place stand together. moment: when the code was committed, else when it was measured.
CREATE VIEW benchmark_result AS
WITH sibling AS (
  SELECT regexp_replace(part_of, '/?[^/]*$', '') AS parent, arg_min({name: "case", suite: suite}, case_id) AS known
  FROM benchmark WHERE part_of IS NOT NULL AND suite IS NOT NULL GROUP BY parent
), named AS (
  SELECT b.* EXCLUDE (suite, "case"), coalesce(k.known.name, b."case") AS "case", coalesce(k.known.suite, b.suite) AS suite,
    s.format, s.path, coalesce(k.parent, regexp_replace(s.path, '/?[^/]*$', '')) AS parent, k.known.name AS below
  FROM benchmark b JOIN benchmark_identity i ON i.part_id = b.case_id AND i.case_id = b.case_id JOIN source s USING (source_id)
  LEFT JOIN sibling k ON k.parent = regexp_replace(b.part_of, '/?[^/]*$', '')
  WHERE b.backend IS NULL OR b.dtype IS NULL OR b.timed IS NULL
)
SELECT b.*, CASE WHEN ends_with(b.parent, '/' || b.below) THEN left(b.parent, length(b.parent) - length(b.below) - 1) ELSE b.parent END AS folder,
  coalesce(b.committed, b."time") AS moment, CASE WHEN b.committed IS NOT NULL THEN 'committed' WHEN b."time" IS NOT NULL THEN 'measured' END AS moment_is,
  m.n, m.samples_evidence, coalesce(m.median, t.middle.value) AS value,
  CASE WHEN m.n = 1 THEN 'one sample' WHEN m.n > 1 THEN 'median of the samples' ELSE t.middle.name END AS value_is,
  CASE WHEN m.n IS NULL THEN t.middle.evidence ELSE m.median_evidence END AS value_evidence,
  CASE WHEN m.n IS NULL THEN coalesce(t.middle.unit_name, b.unit_name) ELSE b.unit_name END AS value_unit,
  CASE WHEN m.n > 1 THEN m.least WHEN m.n IS NULL THEN t.bound.low END AS low,
  CASE WHEN m.n > 1 THEN m.least_evidence WHEN m.n IS NULL THEN t.bound.low_evidence END AS low_evidence,
  CASE WHEN m.n > 1 THEN m.greatest WHEN m.n IS NULL THEN t.bound.high END AS high,
  CASE WHEN m.n > 1 THEN m.greatest_evidence WHEN m.n IS NULL THEN t.bound.high_evidence END AS high_evidence,
  CASE WHEN m.n > 1 THEN 'range of the samples' WHEN m.n IS NULL THEN t.bound.bounds END AS bounds,
  t.spread.value AS spread, t.spread.name AS spread_is, t.spread.unit_name AS spread_unit, t.spread.evidence AS spread_evidence,
  evidence_of(b.source_id, b.unit) AS evidence
FROM named b LEFT JOIN benchmark_summary m ON m.case_id = b.case_id LEFT JOIN benchmark_told t ON t.case_id = b.case_id;

-- A 32-bit mixing of a whole number below 2^32.
CREATE MACRO mix_step(x) AS (xor(x, x >> 16) * 73244475) % 4294967296;
CREATE MACRO mix32(x) AS xor(mix_step(mix_step(x)), mix_step(mix_step(x)) >> 16);

-- The bootstrap 95 % interval of the median of up to 1,000 samples: of 1,000 resamples the 25th median from below and
-- from above. A resample is one of ranks, and depends on the number of samples alone (loaders/evidence/bootstrap.ts).
CREATE VIEW benchmark_interval AS
WITH sorted AS (
  SELECT case_id, count(*) AS n, list(per_operation(value, batch) ORDER BY per_operation(value, batch)) AS v,
    derived('bootstrap low', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS low_evidence,
    derived('bootstrap high', list(sample_leaf(source_id, unit, value, batch) ORDER BY ordinal)) AS high_evidence
  FROM sample GROUP BY case_id HAVING count(*) <= 1000
), draw AS (
  SELECT n, r, list_sort(list(1 + mix32(r * 1000 + j) % n)) AS ranks
  FROM (SELECT DISTINCT n FROM sorted), range(1000) resample(r), range(1, 1001) place(j) WHERE j <= n GROUP BY n, r
), middle AS (
  SELECT case_id, list_sort(list((v[ranks[(n + 1) // 2]] + v[ranks[n // 2 + 1]]) / 2)) AS medians
  FROM sorted JOIN draw USING (n) GROUP BY case_id
)
SELECT case_id, medians[25] AS low, low_evidence, medians[976] AS high, high_evidence FROM sorted JOIN middle USING (case_id);
