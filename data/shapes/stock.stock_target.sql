-- The minimum that an inventory names beside an item in a depot; several lots repeat it.
SELECT
  k.item_id || ' @ ' || core.name_key(s.site) AS target_id,
  k.item_id,
  'site' AS scope,
  core.name_key(s.site) AS scope_id,
  s.target_qty * k.times AS target_qty, s.target_basis AS basis
FROM shaped s
JOIN kept_unit k ON k.item_name = s.item_name
  AND k.spec IS NOT DISTINCT FROM s.spec AND k.unit IS NOT DISTINCT FROM s.unit
WHERE s.target_qty IS NOT NULL AND s.site IS NOT NULL
