-- Cases of other tools by the place and the suite they were written to, what became of them, and which rows of benchmark_results are their own (half-open).
WITH found AS (
  SELECT folder, suite, tool, count(*) AS cases, count(value) AS measured, count(DISTINCT source_id) AS files,
    count(*) FILTER (WHERE state = 'skipped') AS skipped, count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'unmeasured') AS unmeasured,
    arg_min(leaf(source_id, unit, NULL), (source_id, unit, case_id), 20) AS case_leaves,
    arg_min(leaf(source_id, unit, NULL), (source_id, unit, case_id), 20) FILTER (WHERE state = 'skipped') AS skipped_leaves,
    arg_min(leaf(source_id, unit, NULL), (source_id, unit, case_id), 20) FILTER (WHERE state = 'failed') AS failed_leaves,
    arg_min(leaf(source_id, unit, NULL), (source_id, unit, case_id), 20) FILTER (WHERE state = 'unmeasured') AS unmeasured_leaves,
    min(moment) AS first_moment, max(moment) AS last_moment
  FROM benchmark_result GROUP BY folder, suite, tool
), totals AS (
  SELECT count(*) AS all_cases, counted(count(*), coalesce(arg_min(leaf(source_id, unit, NULL), (source_id, unit, case_id), 20), [])) AS all_cases_evidence FROM benchmark_result
)
SELECT folder, suite, tool, files, cases, counted(cases, case_leaves) AS cases_evidence,
  skipped, CASE WHEN skipped > 0 THEN counted(skipped, skipped_leaves) END AS skipped_evidence,
  failed, CASE WHEN failed > 0 THEN counted(failed, failed_leaves) END AS failed_evidence,
  unmeasured, CASE WHEN unmeasured > 0 THEN counted(unmeasured, unmeasured_leaves) END AS unmeasured_evidence,
  first_moment, last_moment, sum(cases) OVER w - cases AS row_start, sum(cases) OVER w AS row_end, all_cases, all_cases_evidence
FROM found, totals
WINDOW w AS (ORDER BY folder, suite NULLS FIRST, tool NULLS FIRST)
ORDER BY folder, suite NULLS FIRST, tool NULLS FIRST
