-- title: Areas under a warning in force
-- title_zh: 预警涉及区域
-- unit: areas
-- grain: warning_id, region_code
-- caution: The finest areas that lie in those a warning names by code. is_whole is false where it names only a part of one, such as a township of a district that is not divided further here. A warning that names no code has no area here.
-- caution_zh: 预警区划代码所含的最小区域。仅涉及该区域一部分(如其下乡镇)时 is_whole 为假；未给区划代码的预警不列。
WITH named AS (
  SELECT DISTINCT warning_id, trim(unnest(string_split(region_codes, ','))) AS code
  FROM metric.warnings_in_force(as_of := as_of, known_as_of := known_as_of)
  WHERE region_codes IS NOT NULL
),
region AS (
  SELECT r.region_code, r.parent_code, p.parent_code AS grand_code, g.parent_code AS great_code
  FROM core.region_known(known_as_of) r
  LEFT JOIN core.region_known(known_as_of) p ON p.region_code = r.parent_code
  LEFT JOIN core.region_known(known_as_of) g ON g.region_code = p.parent_code
  WHERE r.tier <> 'river' AND r.region_code NOT IN (
    SELECT parent_code FROM core.region_known(known_as_of)
    WHERE parent_code IS NOT NULL AND tier <> 'river')
)
SELECT n.warning_id, r.region_code,
  -- A longer code names a part, unless only noughts follow: 990102000000 is 990102.
  bool_or(coalesce(rtrim(n.code, '0') IN (rtrim(r.region_code, '0'), rtrim(r.parent_code, '0'),
    rtrim(r.grand_code, '0'), rtrim(r.great_code, '0')), false)) AS is_whole
FROM named n
JOIN region r ON starts_with(n.code, r.region_code)
  OR rtrim(n.code, '0') IN (rtrim(r.region_code, '0'), rtrim(r.parent_code, '0'),
    rtrim(r.grand_code, '0'), rtrim(r.great_code, '0'))
GROUP BY n.warning_id, r.region_code
ORDER BY n.warning_id, r.region_code
