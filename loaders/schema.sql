-- The warehouse. One table per kind of fact; every fact carries its place:
--   source_id            the file (12 hex digits of SHA-256 of its logical path)
--   unit                 ordinal of the unit in the file, from 1 (line, record or document node, see source.unit)
--   byte_start, byte_end half-open byte range of that unit in the decoded content
--   line                 line number from 1 where the unit begins, null for binary sources
-- *_raw columns keep the original words; null where they equal the shortest round-trip text of the typed value.

CREATE TABLE source (
  source_id VARCHAR PRIMARY KEY,
  path VARCHAR NOT NULL,                 -- logical: input folder name + path inside it, '/' separated
  format VARCHAR,                        -- null: unrecognised
  guess VARCHAR,                         -- nearest format when unrecognised
  confidence DOUBLE NOT NULL,
  sha256 VARCHAR,                        -- of the file as it lies; null: unreadable, or above 64 MiB and not packed (digest says it)
  digest VARCHAR,                        -- of the content: SHA-256 over the SHA-256s of its 1 MiB chunks
  bytes BIGINT NOT NULL,                 -- of the content
  unit_kind VARCHAR,                     -- line | record | node | byte-range
  units BIGINT NOT NULL,
  units_parsed BIGINT NOT NULL,
  units_rejected BIGINT NOT NULL,
  units_ignored BIGINT NOT NULL,
  units_pending BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  reject_count BIGINT NOT NULL,
  repair_count BIGINT NOT NULL,
  same_content_as VARCHAR,               -- source_id of the byte-identical twin that holds the facts
  note VARCHAR,                          -- plain words: why unrecognised or unreadable, or what of it could not be unpacked
  encoding VARCHAR                       -- how the file is packed: gzip | zstd; its content is what it unpacks to. Null: as it lies
);

CREATE TABLE reject (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT, reason VARCHAR NOT NULL, text VARCHAR NOT NULL);
CREATE TABLE repair (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT, kind VARCHAR NOT NULL, before VARCHAR NOT NULL, after VARCHAR NOT NULL);
CREATE TABLE ignored (source_id VARCHAR NOT NULL, rule VARCHAR NOT NULL, units BIGINT NOT NULL, first_line BIGINT);

CREATE TABLE run (
  source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  run_id VARCHAR NOT NULL,               -- source_id + '.' + ordinal
  segment BIGINT NOT NULL,               -- 1, then one more at every restart of the step
  name VARCHAR NOT NULL,                 -- run_id as logged, else the file's path
  group_name VARCHAR,                    -- runs that differ in seed only share it
  status VARCHAR NOT NULL,               -- completed | aborted | running | unknown
  status_raw VARCHAR, status_unit BIGINT,
  started TIMESTAMP, started_raw VARCHAR, ended TIMESTAMP, ended_raw VARCHAR,   -- UTC
  started_unit BIGINT, ended_unit BIGINT,                                       -- units that hold started_raw and ended_raw
  seed BIGINT, seed_raw VARCHAR, seed_unit BIGINT,
  commit VARCHAR, commit_unit BIGINT, dirty BOOLEAN, command VARCHAR, command_unit BIGINT, config JSON, device VARCHAR, device_unit BIGINT,
  writers BIGINT NOT NULL,               -- 2 and more: one step carries several values for one metric
  part_of VARCHAR,                       -- key that the files telling of one run share (a folder's logical path); null: the run is this file's alone
  part_order BIGINT                      -- of a rotated log's files: the number behind the name, the higher the older; 0: the live file
);
CREATE TABLE param (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  run_id VARCHAR NOT NULL, key VARCHAR NOT NULL, value VARCHAR, type VARCHAR NOT NULL);
CREATE TABLE environment (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  run_id VARCHAR NOT NULL, key VARCHAR NOT NULL, value VARCHAR);
CREATE TABLE artifact (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  run_id VARCHAR, kind VARCHAR, path VARCHAR NOT NULL, sha256 VARCHAR, bytes BIGINT, verified BOOLEAN);

CREATE TABLE audit (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR NOT NULL, subject VARCHAR, title VARCHAR, date DATE, date_raw VARCHAR,
  date_from VARCHAR,                     -- title | generated | date field | file name | error capture | commit
  commit VARCHAR, tool VARCHAR);
CREATE TABLE capability (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR NOT NULL, capability VARCHAR NOT NULL,      -- as written, markup removed
  status VARCHAR,                        -- implemented | partial | stubbed | missing | unknown
  status_raw VARCHAR, artifacts VARCHAR, gaps VARCHAR, risks VARCHAR, patch VARCHAR, rollback VARCHAR, score DOUBLE, score_raw VARCHAR);
CREATE TABLE finding (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, ordinal BIGINT, title VARCHAR, text VARCHAR NOT NULL,
  tool VARCHAR, rule VARCHAR, level VARCHAR, location VARCHAR, suppressed BOOLEAN,    -- of a static analysis; level: error | warning | note | none
  level_raw VARCHAR,                     -- as written; null: the result names none and the rule's, else the standard's default holds
  suppressions JSON);                    -- requests to suppress it, with their review status, as written
CREATE TABLE gate (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, command VARCHAR NOT NULL, status VARCHAR, status_raw VARCHAR, note VARCHAR);   -- status: pass | fail | undecided | no-evidence | not-applicable
CREATE TABLE phase (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, name VARCHAR NOT NULL, status VARCHAR, status_raw VARCHAR, note VARCHAR);
CREATE TABLE deferred (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, title VARCHAR, text VARCHAR NOT NULL);
CREATE TABLE patch (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, title VARCHAR, files VARCHAR, added BIGINT, removed BIGINT, why VARCHAR, risk VARCHAR, rollback VARCHAR, tests VARCHAR, diff VARCHAR);
CREATE TABLE captured_error (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, time TIMESTAMP, time_raw VARCHAR, zoned BOOLEAN, step VARCHAR, error VARCHAR NOT NULL, context VARCHAR, question VARCHAR, template BOOLEAN);
CREATE TABLE check_item (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, standard VARCHAR NOT NULL, item VARCHAR NOT NULL, subject VARCHAR,
  verdict VARCHAR NOT NULL,              -- as claimed by the document: pass | fail | undecided | no-evidence | not-applicable
  verdict_raw VARCHAR, note VARCHAR);
CREATE TABLE sprint_item (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, item VARCHAR NOT NULL, title VARCHAR, status VARCHAR, status_raw VARCHAR, sprint VARCHAR);
CREATE TABLE prose (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, section VARCHAR, kind VARCHAR NOT NULL, text VARCHAR NOT NULL);    -- kind: heading | paragraph | list | table | code | quote | rule | comment | front-matter

CREATE TABLE benchmark (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  case_id VARCHAR NOT NULL,              -- source_id + '.' + ordinal
  "case" VARCHAR NOT NULL, op VARCHAR NOT NULL, backend VARCHAR, dtype VARCHAR, axes JSON NOT NULL,      -- null: the format does not say
  quantity VARCHAR NOT NULL, unit_name VARCHAR, higher_is_better BOOLEAN, timed VARCHAR,  -- kernel | event | end-to-end
  cache VARCHAR, warmup BIGINT, device VARCHAR, cpu VARCHAR, threads BIGINT, clock_mhz DOUBLE, commit VARCHAR, source_digest VARCHAR,
  error_ulp DOUBLE, bytes_moved BIGINT, flops BIGINT, copy_gb_per_s DOUBLE, environment JSON,
  suite VARCHAR,                         -- the file's own name for a group of cases
  tool VARCHAR,                          -- what measured, where the file names it
  state VARCHAR, reason VARCHAR,         -- skipped | failed | unmeasured and why, as the tool says; null: measured
  time TIMESTAMP, time_raw VARCHAR, zoned BOOLEAN,      -- when it was measured
  committed TIMESTAMP,                   -- of the commit
  commit_unit BIGINT,                    -- unit that holds the commit where that is not the case's own
  part_of VARCHAR);                      -- key that the files telling of one case share (a folder's logical path); null: the case is this file's alone
CREATE TABLE sample (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  case_id VARCHAR NOT NULL, ordinal BIGINT NOT NULL, value DOUBLE NOT NULL, value_raw VARCHAR,
  batch BIGINT);                         -- how many operations the value is the total of; null: of one
-- What a tool computed from samples it did not keep: median, mean, min, max, stddev, p99, ci95 low …
CREATE TABLE statistic (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  case_id VARCHAR NOT NULL, name VARCHAR NOT NULL, value DOUBLE, value_raw VARCHAR, nonfinite VARCHAR, unit_name VARCHAR);

CREATE TABLE test_result (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  run_id VARCHAR, suite VARCHAR, name VARCHAR NOT NULL, status VARCHAR NOT NULL, seconds DOUBLE, message VARCHAR,   -- status: passed | failed | skipped
  cases BIGINT, seed BIGINT, backends VARCHAR, device VARCHAR, commit VARCHAR, dirty BOOLEAN, source_digest VARCHAR, environment JSON,
  classname VARCHAR, location VARCHAR, status_raw VARCHAR, seconds_raw VARCHAR);   -- location: file:line of the test
CREATE TABLE coverage (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  file VARCHAR NOT NULL, lines BIGINT, lines_hit BIGINT, branches BIGINT, branches_hit BIGINT, functions BIGINT, functions_hit BIGINT);
CREATE TABLE component (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  name VARCHAR NOT NULL, version VARCHAR, purl VARCHAR, licence VARCHAR, type VARCHAR, hashes JSON);   -- hashes: digest by algorithm
CREATE TABLE vulnerability (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  component VARCHAR, id VARCHAR NOT NULL, severity VARCHAR, fixed_in VARCHAR, description VARCHAR,
  score DOUBLE, score_raw VARCHAR, state VARCHAR);   -- state: exploitable, not_affected … as the file's analysis says
-- One row of a hash-chained log. state: genesis | holds | broken | unverifiable; segment: from 1, one more where the chain begins anew or its keys change.
CREATE TABLE chain_link (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  audit_id VARCHAR, segment BIGINT NOT NULL, previous_hash VARCHAR, hash VARCHAR, state VARCHAR NOT NULL, reason VARCHAR);
-- Whatever has no table of its own: a sample of a monitoring system, a subject of an attestation, an entity of a crate.
CREATE TABLE record (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  kind VARCHAR NOT NULL, name VARCHAR NOT NULL, value DOUBLE, value_raw VARCHAR, nonfinite VARCHAR, unit_name VARCHAR, text VARCHAR, attributes JSON);
-- Keys of a source and the types their values had, once per key and type; the place is that of the first unit with it. Units with keys
-- beyond the first 4,096 are counted in one row: key "…", type "any".
CREATE TABLE field (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  key VARCHAR NOT NULL, type VARCHAR NOT NULL, units BIGINT NOT NULL, last_unit BIGINT NOT NULL);
CREATE TABLE claim (source_id VARCHAR, unit BIGINT, byte_start BIGINT, byte_end BIGINT, line BIGINT,
  document VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, text VARCHAR, metric VARCHAR, value DOUBLE, unit_name VARCHAR, tolerance VARCHAR, verdict VARCHAR NOT NULL, why VARCHAR);
-- What a statement rests on. owner: audit_id and what in it, as 'capability: Tokenization' or 'check: Seeds set'; kind: exists | referenced | executed |
-- passed | measured; reference: path:line@commit in the audited repository; digest: git's id of that file's content.
CREATE TABLE evidence (source_id VARCHAR NOT NULL, unit BIGINT NOT NULL, byte_start BIGINT NOT NULL, byte_end BIGINT NOT NULL, line BIGINT,
  owner VARCHAR NOT NULL, kind VARCHAR NOT NULL, reference VARCHAR NOT NULL, digest VARCHAR,
  state VARCHAR NOT NULL);               -- found | missing | excluded | stale | unresolved
CREATE TABLE capability_alias (alias VARCHAR NOT NULL, capability VARCHAR NOT NULL);   -- from the configuration; alias is normalised (lower case, letters and digits only)

-- Outside what is compared: where the bytes lie on this machine, and what built the tables.
CREATE TABLE ingest_state (
  source_id VARCHAR PRIMARY KEY, file VARCHAR NOT NULL,
  size BIGINT, modified BIGINT, changed BIGINT, inode VARCHAR, device VARCHAR,   -- as stat says; times in nanoseconds
  seen BIGINT,                           -- when that was looked at, nanoseconds
  fault VARCHAR,                         -- why it was not unpacked whole
  chunks BLOB,                           -- SHA-256s of the content's 1 MiB chunks
  resume BLOB                            -- where its parser goes on when it has grown (reading.ts); null: it is read whole
);
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
-- Declared in the configuration: nothing ranks on a metric whose direction nobody declared.
CREATE TABLE metric_direction (name VARCHAR NOT NULL, split VARCHAR, higher_is_better BOOLEAN NOT NULL);
-- The formats there are, from loaders/formats: what the readers of a file call it.
CREATE TABLE format (name VARCHAR PRIMARY KEY, title VARCHAR NOT NULL);
-- Which run each row of table run is part of, filled anew from the facts at the end of an ingest (identity.sql).
CREATE TABLE run_identity (
  part_id VARCHAR PRIMARY KEY,           -- run_id of the row
  run_id VARCHAR NOT NULL,               -- of the whole run: that of the part that tells most
  part_path VARCHAR NOT NULL, part_number BIGINT NOT NULL,   -- the part's file, and the how many-th run it is there
  logged_name VARCHAR,                   -- run id as logged; null: the part's name is only its path
  log_segment BIGINT NOT NULL,           -- segment, counted over all files of a rotated log
  log_key VARCHAR, log_order BIGINT,     -- part_of and part_order
  sources BIGINT NOT NULL,               -- files that tell of this run
  log_sources BIGINT NOT NULL,           -- files with this part_of, those of its other segments too
  writers BIGINT NOT NULL                -- of the whole run, see run_disagreement
);
