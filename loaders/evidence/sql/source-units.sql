SELECT unit, byte_start, byte_end, line FROM source_unit WHERE source_id = $source_id AND unit IN (SELECT unnest($units)) ORDER BY unit
