SELECT u.unit, b.byte_start + b.starts[u.unit - b.first_unit + 1] AS byte_start,
  coalesce(b.byte_start + b.starts[u.unit - b.first_unit + 2], b.byte_end) AS byte_end,
  b.line + coalesce(b.lines[u.unit - b.first_unit + 1], u.unit - b.first_unit) AS line
FROM (SELECT DISTINCT unnest($units) AS unit) u
JOIN unit_block b ON b.source_id = $source_id AND u.unit >= b.first_unit AND u.unit < b.first_unit + len(b.starts)
ORDER BY u.unit
