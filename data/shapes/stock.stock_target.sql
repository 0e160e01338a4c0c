-- The minimum that an inventory names beside an item in a depot; several lots repeat it.
SELECT
  core.name_key(concat_ws(' | ', s.item_name, s.spec, s.unit)) || ' @ ' || core.name_key(s.site) AS target_id,
  core.name_key(concat_ws(' | ', s.item_name, s.spec, s.unit)) AS item_id,
  'site' AS scope,
  core.name_key(s.site) AS scope_id,
  s.target_qty, s.target_basis AS basis
FROM shaped s
WHERE s.target_qty IS NOT NULL AND s.site IS NOT NULL
