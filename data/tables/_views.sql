-- Look-ups by name that shapes use; made after the tables they read.

-- Every name of an area, in full and without the word for its tier → its code.
CREATE OR REPLACE VIEW core.region_alias AS
SELECT core.name_key(name) AS full_key, core.region_key(name) AS name_key, region_code, parent_code
FROM (
  SELECT region_code, parent_code,
    unnest([name, name_zh, name_en, region_code] || string_split(coalesce(aliases, ''), '|')) AS name
  FROM core.region WHERE tier NOT IN ('river')
)
WHERE name IS NOT NULL AND name <> '';

-- A name that just one area has → its code; a name that two areas share finds neither.
CREATE OR REPLACE VIEW core.region_name AS
SELECT name_key, min(region_code) AS region_code
FROM core.region_alias
GROUP BY name_key
HAVING count(DISTINCT region_code) = 1;

-- A number that just one incident carries → that incident, whichever source told it.
CREATE OR REPLACE VIEW core.incident_number AS
SELECT source_ref, min(incident_id) AS incident_id
FROM core.incident WHERE source_ref IS NOT NULL
GROUP BY source_ref HAVING count(DISTINCT incident_id) = 1;
