-- Look-ups by name that shapes use; made after the tables they read.

-- Every name of an area → its code; a name that two areas share finds neither.
CREATE OR REPLACE VIEW core.region_name AS
SELECT core.region_key(name) AS name_key, min(region_code) AS region_code
FROM (
  SELECT region_code, unnest([name, name_zh, name_en, region_code] || string_split(coalesce(aliases, ''), '|')) AS name
  FROM core.region WHERE tier NOT IN ('river')
)
WHERE name IS NOT NULL AND name <> ''
GROUP BY core.region_key(name)
HAVING count(DISTINCT region_code) = 1;

-- A number that just one incident carries → that incident, whichever source told it.
CREATE OR REPLACE VIEW core.incident_number AS
SELECT source_ref, min(incident_id) AS incident_id
FROM core.incident WHERE source_ref IS NOT NULL
GROUP BY source_ref HAVING count(DISTINCT incident_id) = 1;
