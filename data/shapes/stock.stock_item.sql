-- The catalogue as an inventory implies it: one item per name, specification and unit.
SELECT
  core.name_key(concat_ws(' | ', s.item_name, s.spec, s.unit)) AS item_id,
  s.item_name AS name, s.item_name_zh AS name_zh, s.item_name_en AS name_en,
  s.item_code, s.spec, s.unit, s.category,
  s.is_consumable, s.rate_per_person_day, s.people_per_unit, s.is_critical
FROM shaped s
