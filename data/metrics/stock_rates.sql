-- title: What people moved to safety use
-- title_zh: 转移人员人均需求
-- unit: the item's own unit
-- grain: item_id
-- caution: The catalogue's own rate of a consumable comes first, then the last standard that is switched on and names the item (a site's own come last); a catalogue's people per unit tells how many of a durable. Items that neither names are needed by nobody by rule. A standard in another unit is converted where the table of units can, else not used.
-- caution_zh: 先用物资目录中消耗品的人日消耗，其次用已启用且列明该物资的标准；耐用品按目录中每件保障人数。两者均未列明者不按规则计算。单位可换算则换算，否则不用。
WITH standard AS (
  SELECT s.rowid AS place, standard_id, title, title_zh, per, qty, s.unit, u.dimension, u.factor, s.source, s.status,
    unnest(string_split(items, '|')) AS item_name
  FROM core.stock_standard s
  LEFT JOIN core.units u ON u.unit = s.unit AND u.factor IS NOT NULL
  WHERE CAST(enabled AS BOOLEAN) AND items IS NOT NULL
),
item AS (
  SELECT i.*, u.dimension, u.factor
  FROM core.stock_item_known(known_as_of) i
  LEFT JOIN core.units u ON u.unit = i.unit AND u.factor IS NOT NULL
),
matched AS (
  SELECT i.item_id, s.standard_id, s.title, s.title_zh, s.per, s.source, s.status,
    s.qty * CASE WHEN s.dimension = i.dimension THEN s.factor / i.factor ELSE 1 END AS qty
  FROM item i
  JOIN standard s ON s.item_name IN (core.name_key(i.name), core.name_key(i.name_zh),
      core.name_key(i.name_en))
    AND (s.dimension = i.dimension OR list_contains(string_split(s.unit, '|'), i.unit))
  QUALIFY row_number() OVER (PARTITION BY i.item_id ORDER BY s.place DESC) = 1
)
SELECT
  i.item_id,
  coalesce(i.rate_per_person_day,
    CASE m.per WHEN 'person_day' THEN m.qty WHEN 'person_month' THEN m.qty / 30 END)
    AS per_person_day_qty,
  CASE WHEN m.per = 'person' THEN coalesce(1 / i.people_per_unit, m.qty) END AS per_person_qty,
  i.unit IN (SELECT unit FROM core.units WHERE dimension = 'count') AS is_counted,
  CASE WHEN coalesce(i.rate_per_person_day, CASE WHEN m.per = 'person' THEN i.people_per_unit END)
    IS NOT NULL THEN 'catalogue' ELSE 'standard' END AS rate_from,
  m.standard_id, m.title AS standard_title, m.title_zh AS standard_title_zh,
  m.source AS standard_source, m.status AS standard_status
FROM item i
LEFT JOIN matched m USING (item_id)
WHERE i.rate_per_person_day IS NOT NULL OR m.standard_id IS NOT NULL
ORDER BY i.item_id
