-- title: All input feature code is tested
-- standard: ML Test Score
-- section: data
-- item: data-feature-code
-- severity: warning
-- remedy: run the tests with coverage and give LCOV or Cobertura; cover half of each file that makes features

-- Half the lines of each file that makes features, transforms or data sets.
WITH file AS (
  SELECT regexp_extract(s.path, '^[^/]*') AS input, c.file, sum(c.lines) AS lines, sum(c.lines_hit) AS hit, arg_min(leaf(c.source_id, c.unit, NULL), (c.source_id, c.unit)) AS leaf
  FROM coverage c JOIN source s USING (source_id) WHERE regexp_matches(lower(c.file), 'feature|transform|preprocess|dataset|dataload|data_load|augment') AND c.lines > 0 GROUP BY input, c.file
), counted AS (
  SELECT input, count(*) AS n, count(*) FILTER (WHERE 2 * hit >= lines) AS k, list(leaf ORDER BY file) FILTER (WHERE 2 * hit >= lines) AS holding, list(leaf ORDER BY file) FILTER (WHERE 2 * hit < lines) AS lacking
  FROM file GROUP BY input
)
SELECT i.subject, CASE WHEN n IS NULL THEN 'no-evidence' WHEN k = n THEN 'pass' ELSE 'fail' END AS verdict, CASE WHEN n IS NULL THEN 'no coverage of a file that makes features' WHEN k = n THEN 'files that make features, half covered and more' ELSE 'files that make features, less than half covered' END AS why,
  CASE WHEN k = n THEN n ELSE n - k END AS value, CASE WHEN k = n THEN derived('count', holding) WHEN n > 0 THEN derived('count', lacking) END AS evidence, 1 AS points
FROM input_subject i LEFT JOIN counted c ON c.input = i.subject
ORDER BY subject
