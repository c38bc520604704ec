SELECT source_id, path, unit_kind FROM source
ORDER BY source_id
