-- primary
-- identity: name
-- Districts and other areas.
SELECT
  coalesce(s.region_code, s.row_key) AS region_code,
  s.name, s.name_zh, s.name_en, s.tier, s.parent_code, s.population, s.population_year, s.area_km2,
  s.lon, s.lat, s.geom_wkb, s.aliases, s.valid_from, s.valid_to
FROM shaped s
