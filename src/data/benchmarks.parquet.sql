-- Benchmark cases that say what was timed, on which backend and in which dtype: median of the raw samples with its interval and range, the copy bandwidth of the same run, and the fraction of it that is reached.
WITH placed AS (
  SELECT b.*, i.low, i.low_evidence, i.high, i.high_evidence, regexp_extract(s.path, '[^/]*$') AS file,
    CASE unit_name WHEN 'ns' THEN 1e-9 WHEN 'us' THEN 1e-6 WHEN 'µs' THEN 1e-6 WHEN 'ms' THEN 1e-3 WHEN 's' THEN 1 END AS seconds
  FROM benchmark_summary b SEMI JOIN benchmark_timed USING (case_id) JOIN source s USING (source_id) LEFT JOIN benchmark_interval i USING (case_id)
), moved AS (
  SELECT *, bytes_moved / (median * seconds) / 1e9 AS gb_per_s, bytes_moved / (high * seconds) / 1e9 AS gb_per_s_low, bytes_moved / (low * seconds) / 1e9 AS gb_per_s_high,
    CASE WHEN bytes_moved / (median * seconds) IS NOT NULL THEN
      derived('gigabytes per second', [leaf(source_id, unit, bytes_moved), part(median_evidence), leaf(source_id, unit, unit_name)]) END AS gb_per_s_evidence,
    CASE WHEN bytes_moved / (high * seconds) IS NOT NULL THEN
      derived('gigabytes per second', [leaf(source_id, unit, bytes_moved), part(high_evidence), leaf(source_id, unit, unit_name)]) END AS gb_per_s_low_evidence,
    CASE WHEN bytes_moved / (low * seconds) IS NOT NULL THEN
      derived('gigabytes per second', [leaf(source_id, unit, bytes_moved), part(low_evidence), leaf(source_id, unit, unit_name)]) END AS gb_per_s_high_evidence
  FROM placed
), beside AS (
  SELECT *, min(median) OVER same AS fastest, arg_min(median_evidence, median) OVER same AS fastest_evidence, count(*) OVER same > 1 AND higher_is_better IS FALSE AS compared
  FROM moved WINDOW same AS (PARTITION BY source_id, device, op, "case", CAST(axes AS VARCHAR), dtype, quantity, unit_name, timed, cache)
)
SELECT case_id, "case", op, backend, dtype, CAST(axes AS VARCHAR) AS axes, quantity, unit_name, higher_is_better, timed, cache, warmup, threads, device, cpu, clock_mhz, "commit", source_digest, file,
  error_ulp, bytes_moved, copy_gb_per_s, bytes_moved / (copy_gb_per_s * 1e9) / seconds AS floor, n, samples_evidence AS n_evidence,
  median, median_evidence, low, low_evidence, high, high_evidence, least, least_evidence, greatest, greatest_evidence, gb_per_s, gb_per_s_evidence,
  CASE WHEN compared THEN median / fastest END AS times_fastest,
  CASE WHEN compared THEN derived('ratio', [part(median_evidence), part(fastest_evidence)]) END AS times_fastest_evidence,
  100 * gb_per_s / copy_gb_per_s AS of_copy,
  CASE WHEN gb_per_s / copy_gb_per_s IS NOT NULL THEN derived('percent', [part(gb_per_s_evidence), leaf(source_id, unit, copy_gb_per_s)]) END AS of_copy_evidence,
  100 * gb_per_s_low / copy_gb_per_s AS of_copy_low,
  CASE WHEN gb_per_s_low / copy_gb_per_s IS NOT NULL THEN derived('percent', [part(gb_per_s_low_evidence), leaf(source_id, unit, copy_gb_per_s)]) END AS of_copy_low_evidence,
  100 * gb_per_s_high / copy_gb_per_s AS of_copy_high,
  CASE WHEN gb_per_s_high / copy_gb_per_s IS NOT NULL THEN derived('percent', [part(gb_per_s_high_evidence), leaf(source_id, unit, copy_gb_per_s)]) END AS of_copy_high_evidence, evidence
FROM beside
ORDER BY device, op, quantity <> 'time', quantity, unit_name, max(bytes_moved) OVER (PARTITION BY device, op, "case"), "case", dtype, backend, threads, file, case_id
