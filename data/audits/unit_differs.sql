-- title: A request in another unit than the item's
-- title_zh: 申请单位与物资单位不一致
-- why: Units without a factor between them are never added; what was asked cannot be set against what is there.
SELECT 'deployment' AS subject_table, d.deployment_id AS subject_id,
  concat(d.resource_name, ': asked in ', d.unit, ', kept in ', string_agg(DISTINCT i.unit, ', ')) AS detail
FROM core.deployment d
JOIN core.stock_item i ON core.name_key(i.name) = core.name_key(d.resource_name)
LEFT JOIN core.units asked ON asked.unit = d.unit AND asked.factor IS NOT NULL
LEFT JOIN core.units kept ON kept.unit = i.unit AND kept.factor IS NOT NULL
WHERE d.resource_kind = 'item' AND d.unit IS NOT NULL
GROUP BY d.deployment_id, d.resource_name, d.unit
HAVING NOT bool_or(i.unit = d.unit OR coalesce(kept.dimension = asked.dimension, false))
ORDER BY d.deployment_id
