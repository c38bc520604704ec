-- Each key of a source: the types its values had (null apart), and in how many of the parsed units it stands.
-- Its place is that of its first unit.
CREATE VIEW source_key AS
SELECT f.source_id, f.key, any_value(s.units_parsed) AS parsed, sum(f.units) AS units, min(f.unit) AS unit, arg_min(f.line, f.unit) AS line, max(f.last_unit) AS last_unit,
  count(*) FILTER (WHERE f.type NOT IN ('null', 'any')) AS types,
  list({type: f.type, units: f.units, unit: f.unit, line: f.line} ORDER BY f.unit, f.type) FILTER (WHERE f.type <> 'any') AS type_list
FROM field f JOIN source s USING (source_id) GROUP BY f.source_id, f.key;

-- Keys whose type or presence is not that of every unit: two and more types, or missing in some of the parsed units.
CREATE VIEW key_drift AS
SELECT k.*, k.types > 1 AS type_drift, k.units < k.parsed AS presence_drift,
  b.line + coalesce(b.lines[k.last_unit - b.first_unit + 1], k.last_unit - b.first_unit) AS last_line
FROM source_key k LEFT JOIN unit_block b ON b.source_id = k.source_id AND k.last_unit >= b.first_unit AND k.last_unit < b.first_unit + len(b.starts)
WHERE k.types > 1 OR k.units < k.parsed;

-- Per source: how many keys, how many of them drift.
CREATE VIEW source_drift AS
SELECT source_id, count(*) AS keys, count(*) FILTER (WHERE types > 1) AS type_drifts, count(*) FILTER (WHERE units < parsed) AS presence_drifts
FROM source_key WHERE key <> '…' GROUP BY source_id;

-- What two files tell twice: the same bytes, or the same measurements of one run, which count in `first_id` alone.
CREATE VIEW source_duplicate AS
SELECT source_id, same_content_as AS first_id, 'same bytes' AS kind, NULL AS measurements, NULL AS run_id FROM source WHERE same_content_as IS NOT NULL
UNION ALL
SELECT source_id, first.source_id, 'same measurements', count(*), run_id FROM (
  SELECT source_id, run_id, part_path, arg_min({source_id: source_id, path: part_path}, part_path) OVER (PARTITION BY run_id, metric, step, epoch, CASE WHEN step IS NULL AND epoch IS NULL THEN time END, value, nonfinite, CASE WHEN abs(value) >= 9007199254740992 THEN raw END) AS first
  FROM metric_told WHERE sources > 1
) WHERE part_path <> first.path GROUP BY source_id, first.source_id, run_id;
