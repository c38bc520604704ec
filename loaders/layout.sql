-- How the three largest tables of the warehouse lie on disk: metric, event and source_unit are views over what stands
-- here. What repeats from row to row is told once in series and event_stream, a text that can be written again from its
-- value is not stored, and units are blocks of offsets. Rows of a line with many values stay one row.

-- What the points of one curve have in common. In a row set `col` is the place of its value in the row, from 1.
CREATE TABLE series (series INTEGER NOT NULL, source_id VARCHAR NOT NULL, run_id VARCHAR NOT NULL, name VARCHAR NOT NULL, name_raw VARCHAR, split VARCHAR,
  unit_name VARCHAR, higher_is_better BOOLEAN, row_set INTEGER, col INTEGER);
-- One measurement. NaN and infinities are values here; time_form and value_form say how the text was written.
CREATE TABLE point (series INTEGER NOT NULL, unit BIGINT NOT NULL, step DOUBLE, epoch DOUBLE, time TIMESTAMP, time_form USMALLINT, time_raw VARCHAR,
  value DOUBLE, value_form UTINYINT, value_raw VARCHAR);
-- A line of several measurements, in the order of the series of its row set.
CREATE TABLE point_set (row_set INTEGER NOT NULL, unit BIGINT NOT NULL, step DOUBLE, epoch DOUBLE, time TIMESTAMP, time_form USMALLINT,
  "values" DOUBLE[] NOT NULL, value_forms UTINYINT[]);
-- What the events of one kind in one source have in common.
CREATE TABLE event_stream (stream INTEGER NOT NULL, source_id VARCHAR NOT NULL, run_id VARCHAR, audit_id VARCHAR, zoned BOOLEAN, level VARCHAR, kind VARCHAR,
  literals VARCHAR[] NOT NULL);
-- A line that is one event. `slots` is what stands between the literals of its stream, with U+001F, which no JSON text
-- holds, between them; time_at and message_at are where its time and message begin in the whole line, in characters from 1.
CREATE TABLE event_line (stream INTEGER NOT NULL, unit BIGINT NOT NULL, time TIMESTAMP, time_at UINTEGER, time_length UINTEGER,
  message_at UINTEGER, message_length UINTEGER, slots VARCHAR NOT NULL);
CREATE TABLE event_fact (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL,
  run_id VARCHAR, audit_id VARCHAR, time TIMESTAMP, time_raw VARCHAR, zoned BOOLEAN, level VARCHAR, kind VARCHAR, message VARCHAR, attributes JSON);
-- Up to 2,048 units of a source: where each begins behind byte_start. `lines` are null where every unit is one line.
CREATE TABLE unit_block (source_id VARCHAR NOT NULL, first_unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  starts UINTEGER[] NOT NULL, lines UINTEGER[]);

CREATE VIEW source_unit AS
SELECT source_id, first_unit + i - 1 AS unit, byte_start + starts[i] AS byte_start, coalesce(byte_start + starts[i + 1], byte_end) AS byte_end,
  line + coalesce(lines[i], i - 1) AS line
FROM (SELECT *, unnest(range(1, len(starts) + 1)) AS i FROM unit_block);

-- Forms of a number's text: null its shortest (JavaScript's), 1 + n with n decimals, 64 as Python writes an exponent.
CREATE MACRO number_text(value, form) AS CASE WHEN form = 64 THEN CAST(value AS VARCHAR) WHEN form IS NOT NULL THEN printf('%.' || (form - 1) || 'f', value) END;
-- Forms of a time's text: 16 × kind + digits of the second. Kinds: 0 seconds since 1970, 1 milliseconds, 2 microseconds,
-- 4 2025-10-05T12:00:00Z, 5 …+00:00, 6 … without a zone, 7 with a blank for T, 8 with a blank and a decimal comma. 256 + d: seconds since 1970 with seven digits, the last of
-- which is d.
CREATE MACRO fraction_text(micros, digits, mark) AS CASE WHEN digits > 0 THEN mark || left(lpad(CAST(micros AS VARCHAR), 6, '0'), digits) ELSE '' END;
CREATE MACRO date_text(instant, separator) AS strftime(instant, '%Y-%m-%d') || separator || strftime(instant, '%H:%M:%S');
CREATE MACRO time_text(instant, form) AS CASE CASE WHEN form >= 256 THEN 16 ELSE form // 16 END
  WHEN 16 THEN (epoch_us(instant) // 1000000) || fraction_text(epoch_us(instant) % 1000000, 6, '.') || (form - 256)
  WHEN 0 THEN (epoch_us(instant) // 1000000) || fraction_text(epoch_us(instant) % 1000000, form % 16, '.')
  WHEN 1 THEN CAST(epoch_us(instant) // 1000 AS VARCHAR) || CASE WHEN form % 16 > 0 THEN '.' || left(lpad(CAST(epoch_us(instant) % 1000 AS VARCHAR), 3, '0'), form % 16) ELSE '' END
  WHEN 2 THEN CAST(epoch_us(instant) AS VARCHAR)
  WHEN 4 THEN date_text(instant, 'T') || fraction_text(epoch_us(instant) % 1000000, form % 16, '.') || 'Z'
  WHEN 5 THEN date_text(instant, 'T') || fraction_text(epoch_us(instant) % 1000000, form % 16, '.') || '+00:00'
  WHEN 6 THEN date_text(instant, 'T') || fraction_text(epoch_us(instant) % 1000000, form % 16, '.')
  WHEN 7 THEN date_text(instant, ' ') || fraction_text(epoch_us(instant) % 1000000, form % 16, '.')
  WHEN 8 THEN date_text(instant, ' ') || fraction_text(epoch_us(instant) % 1000000, form % 16, ',') END;
CREATE MACRO nonfinite_name(value) AS CASE WHEN isnan(value) THEN 'nan' WHEN isinf(value) THEN CASE WHEN value > 0 THEN 'inf' ELSE '-inf' END END;

-- Measurements: step, epoch and time say where in training; time_raw and value_raw are the texts where they are not the
-- shortest; nonfinite is nan, inf or -inf, and value null then.
CREATE VIEW metric AS
SELECT s.source_id, p.unit, s.run_id, s.name, s.name_raw, s.split, p.step, p.epoch, p.time, coalesce(p.time_raw, time_text(p.time, p.time_form)) AS time_raw,
  CASE WHEN isfinite(p.value) THEN p.value END AS value, coalesce(p.value_raw, number_text(p.value, p.value_form)) AS value_raw, s.unit_name,
  nonfinite_name(p.value) AS nonfinite, s.higher_is_better
FROM point p JOIN series s USING (series)
UNION ALL
SELECT s.source_id, p.unit, s.run_id, s.name, s.name_raw, s.split, p.step, p.epoch, p.time, time_text(p.time, p.time_form),
  p."values"[s.col], number_text(p."values"[s.col], nullif(p.value_forms[s.col], 0)), s.unit_name, NULL, s.higher_is_better
FROM point_set p JOIN series s USING (row_set);

-- The line again, from what its stream has in common and what varies.
CREATE MACRO line_text(literals, slots) AS array_to_string(list_transform(list_zip(literals, string_split(slots, chr(31))), lambda pair: pair[1] || coalesce(pair[2], '')), '');

CREATE VIEW event AS
SELECT source_id, unit, run_id, audit_id, time, time_raw, zoned, level, kind, message, attributes FROM event_fact
UNION ALL
SELECT source_id, unit, run_id, audit_id, time, substring(line, time_at, time_length), zoned, level, kind, substring(line, message_at, message_length), CAST(line AS JSON)
FROM (SELECT l.*, s.* EXCLUDE (stream, literals), line_text(s.literals, l.slots) AS line FROM event_line l JOIN event_stream s USING (stream));
