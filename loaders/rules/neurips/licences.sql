-- title: Licences of what is used are named
-- standard: NeurIPS
-- item: licences
-- severity: warning
-- remedy: give a list of components (CycloneDX or SPDX) with the licence of each

WITH component AS (
  SELECT regexp_extract(s.path, '^[^/]*') AS input, c.licence, leaf(c.source_id, c.unit, NULL) AS leaf FROM component c JOIN source s USING (source_id)
), counted AS (
  SELECT input, count(*) AS n, count(*) FILTER (WHERE named) AS k, arg_min(leaf, leaf, 20) FILTER (WHERE named) AS holding, arg_min(leaf, leaf, 20) FILTER (WHERE NOT named) AS lacking
  FROM (SELECT *, coalesce(licence, '') <> '' AND upper(licence) NOT IN ('NOASSERTION', 'NONE') AS named FROM component) GROUP BY input
)
SELECT i.subject, CASE WHEN n IS NULL THEN 'no-evidence' WHEN k = n THEN 'pass' ELSE 'fail' END AS verdict, CASE WHEN n IS NULL THEN 'no list of components was read' WHEN k = n THEN 'components, each with its licence' ELSE 'components without a licence, of ' || n END AS why,
  CASE WHEN k = n THEN n ELSE n - k END AS value, CASE WHEN k = n THEN counted(n, holding) WHEN n > 0 THEN counted(n - k, lacking) END AS evidence
FROM input_subject i LEFT JOIN counted c ON c.input = i.subject
ORDER BY subject
