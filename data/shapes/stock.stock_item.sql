-- The catalogue as an inventory implies it: one item per name, specification and unit.
-- Units that convert into each other are one item's; the first one known is kept.
SELECT
  k.item_id,
  s.item_name AS name, s.item_name_zh AS name_zh, s.item_name_en AS name_en,
  s.item_code, s.spec, k.kept AS unit, s.category,
  s.is_consumable, s.rate_per_person_day * k.times AS rate_per_person_day,
  s.people_per_unit / k.times AS people_per_unit, s.is_critical
FROM shaped s
JOIN kept_unit k ON k.item_name = s.item_name
  AND k.spec IS NOT DISTINCT FROM s.spec AND k.unit IS NOT DISTINCT FROM s.unit
