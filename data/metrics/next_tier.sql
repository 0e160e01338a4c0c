-- title: Whom to ask beyond the city
-- title_zh: 上级求援单位
-- unit: organisations
-- grain: org_id
-- caution: The organisation above the city's own emergency office, by the list of organisations alone: its parent, else the lowest of province and nation that is listed. Where the list names none, nobody is known.
-- caution_zh: 仅据机构名录：本市应急机构的上级单位，否则为名录所列省级或国家级单位。名录未列则无已知单位。
WITH org AS (
  SELECT *, list_position(['prefecture', 'province', 'national'], tier) AS height
  FROM core.org_known(known_as_of)
),
-- The city's office is one that other offices answer to.
office AS (
  SELECT parent_org_id FROM org
  WHERE org_id IN (SELECT parent_org_id FROM org WHERE kind = 'office')
    AND parent_org_id IS NOT NULL
)
SELECT org_id, coalesce(name_zh, name) AS org_zh, coalesce(name_en, name) AS org_en,
  tier, public_hotline
FROM org
WHERE tier IN ('province', 'national') OR org_id IN (SELECT parent_org_id FROM office)
QUALIFY row_number() OVER (
  ORDER BY org_id IN (SELECT parent_org_id FROM office) DESC, height NULLS LAST, org_id) = 1
