-- What each audit is about. An audit that does not say is about the one subject there is, where there is only one.
CREATE VIEW audit_subject AS
WITH named AS (SELECT audit_id, nullif(name_key(subject), '') AS subject_key FROM audit),
sole AS (SELECT min(subject_key) AS subject_key FROM named JOIN (SELECT DISTINCT audit_id FROM capability) USING (audit_id) HAVING count(DISTINCT subject_key) = 1)
SELECT named.audit_id, coalesce(named.subject_key, sole.subject_key, '') AS subject_key FROM named LEFT JOIN sole ON true;

-- Capability names that mean the same are one row over time: by alias, with or without a gloss in brackets, or because
-- they differ in case and punctuation only.
CREATE VIEW capability_fact AS
SELECT c.*, coalesce(whole.capability, bare.capability, first_value(c.capability) OVER (PARTITION BY coalesce(nullif(name_key(c.capability), ''), c.capability)
    ORDER BY a.date NULLS LAST, s.path, c.unit)) AS row_name,
  u.subject_key, a.subject, a.date, a.date_raw, a.date_from, a.title, s.path
FROM capability c JOIN audit a USING (audit_id) JOIN audit_subject u USING (audit_id) JOIN source s ON s.source_id = c.source_id
LEFT JOIN capability_alias whole ON whole.alias = name_key(c.capability)
LEFT JOIN capability_alias bare ON bare.alias = name_key(regexp_replace(c.capability, '\s*\(.*\)\s*$', ''));

-- The status each audit gives a row: its last word where it has several, and only words that have a rank.
CREATE VIEW capability_word AS
SELECT subject_key, row_name, audit_id, date, path, status, status_raw, capability, source_id, unit, evidence_of(source_id, unit) AS evidence
FROM capability_fact WHERE status_rank(status) IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY row_name, audit_id ORDER BY unit DESC) = 1;

-- A row's status against what the audit before said of it. Undated audits have no before.
CREATE VIEW capability_transition AS
SELECT *, status_rank(status) > status_rank(status_before) AS rises FROM (
  SELECT *, lag(status) OVER w AS status_before, lag(status_raw) OVER w AS status_raw_before, lag(date) OVER w AS date_before, lag(path) OVER w AS path_before,
    lag(evidence) OVER w AS evidence_before
  FROM capability_word WHERE date IS NOT NULL
  WINDOW w AS (PARTITION BY subject_key, row_name ORDER BY date, path))
WHERE status <> status_before;

-- The latest two dated audits that share three rows, or failing that any row: one row for each they share.
CREATE VIEW audit_comparison AS
WITH word AS (SELECT * FROM capability_word WHERE date IS NOT NULL),
pair AS (
  SELECT a.audit_id AS audit_before, b.audit_id AS audit_id
  FROM word a JOIN word b USING (subject_key, row_name) WHERE (a.date, a.path) < (b.date, b.path)
  GROUP BY ALL
  ORDER BY count(*) >= 3 DESC, max((b.date, b.path)) DESC, max((a.date, a.path)) DESC LIMIT 1)
SELECT b.row_name, a.audit_id AS audit_before, b.audit_id, a.date AS date_before, b.date, a.path AS path_before, b.path,
  a.status AS status_before, a.status_raw AS status_raw_before, b.status, b.status_raw, b.source_id, b.unit,
  a.evidence AS evidence_before, b.evidence, sign(status_rank(b.status) - status_rank(a.status)) AS move
FROM pair JOIN word a ON a.audit_id = pair.audit_before JOIN word b ON b.audit_id = pair.audit_id AND b.row_name = a.row_name;
