-- Meaning over facts. Evidence macros first: a leaf is [place, raw]; an expression is {fn, n, of}.

-- The unit a value stands in, e.g. evidence_of(source_id, unit).
CREATE MACRO evidence_of(source_id, unit) AS source_id || ':' || unit;
-- A leaf of an expression: the unit and the raw value found there.
CREATE MACRO leaf(source_id, unit, raw) AS json_array(source_id || ':' || unit, raw);
-- A number of the ledger of a source: leaf_of_source(source_id, 'units', units).
CREATE MACRO leaf_of_source(source_id, field, raw) AS json_array(source_id || '#' || field, raw);
-- The ledger's field of a rule that sets units aside: ignored_program_output.
CREATE MACRO ignored_field(rule) AS 'ignored_' || regexp_replace(lower(rule), '[^a-z0-9]+', '_', 'g');
-- An expression over leaves or other expressions, at most 1,000 of them shipped. No parts at all is n = 0.
CREATE MACRO derived(fn, parts) AS CAST(json_object('fn', fn, 'n', coalesce(len(parts), 0), 'of', coalesce(parts[1:1000], CAST([] AS JSON[]))) AS VARCHAR);
-- An expression as an input of another.
CREATE MACRO part(expression) AS CAST(expression AS JSON);
-- Lower case letters and digits of any script: the key of an alias.
CREATE MACRO name_key(name) AS regexp_replace(lower(name), '[^\p{L}\p{N}]+', '', 'g');
-- Worst to best; null for a word that nobody has mapped.
CREATE MACRO status_rank(status) AS list_position(['missing', 'stubbed', 'partial', 'implemented'], status);
-- A count of many rows: how many there are, and the first of them as leaves.
CREATE MACRO counted(n, leaves) AS CAST(json_object('fn', 'count', 'n', n, 'of', leaves) AS VARCHAR);
-- A run's name without the number of its segment: unsegmented('a#2', 2) is 'a'.
CREATE MACRO unsegmented(name, segment) AS CASE WHEN segment > 1 THEN regexp_replace(name, '#\d+$', '') ELSE name END;
-- A count of lines inside one unit, which holds them all.
CREATE MACRO lines_in(source_id, unit, n) AS CAST(json_object('fn', 'count', 'n', n, 'of', CASE WHEN n > 0 THEN [leaf(source_id, unit, NULL)] ELSE CAST([] AS JSON[]) END) AS VARCHAR);
