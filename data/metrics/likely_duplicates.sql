-- title: Likely the same event
-- title_zh: 疑似同一事件
-- unit: pairs of incidents
-- grain: incident_a, incident_b
-- caution: A suggestion and never a merge: two reports from different sources, near in time and place and of one kind. Asked of incidents that are open and not dormant, or a few days old; without those that a person linked or called different.
-- caution_zh: 仅为提示，从不自动合并：来自不同来源、时间地点相近、灾种一致的两条报告。只比对未结或近日事件；人工已关联或已否定的不列。
WITH asked AS (
  SELECT CAST(max(value) FILTER (key = 'duplicate_hours') AS DOUBLE) AS hours,
    CAST(max(value) FILTER (key = 'duplicate_km') AS DOUBLE) AS km,
    CAST(max(value) FILTER (key = 'duplicate_days') AS BIGINT) AS days,
    CAST(max(value) FILTER (key = 'duplicate_score') AS DOUBLE) AS score
  FROM core.threshold
),
young AS (
  -- Straight from the table and by time first: of a million incidents only the last weeks count.
  SELECT i.incident_id, i.source_id, i.title, i.hazard, i.category, i.opened_at, i.place,
    i.region_code, i.lon, i.lat, i.is_open,
    core.name_key(i.title) AS said,
    core.name_key(i.place) AS place_key,
    floor(epoch(i.opened_at) / (3600 * a.hours)) AS slot,
    -- A cell is 2 km high for each km asked and, up to 60 degrees from the equator, 1 km wide.
    floor(i.lat * 55 / a.km) AS row_cell, floor(i.lon * 55 / a.km) AS column_cell
  FROM (
    SELECT *, coalesce(reported_at, occurred_at, detected_at) AS opened_at,
      coalesce(closed_at > as_of, true)
        AND status IN ('reported', 'verified', 'responding', 'contained') AS is_open
    FROM core.incident_known(known_as_of)
  ) i, asked a, metric.moment(as_of := as_of, known_as_of := known_as_of) m
  WHERE i.opened_at <= as_of AND i.opened_at > m.dormant_before
    AND (i.is_open OR i.opened_at > as_of - to_days(a.days))
    AND i.status NOT IN ('false_alarm', 'merged')
),
-- Only rows that share a block are compared: a slot of time and a cell, a district or a place.
block AS (
  SELECT incident_id, source_id, slot, concat('cell ', row_cell, ' ', column_cell) AS spot
  FROM young WHERE lon IS NOT NULL
  UNION ALL SELECT incident_id, source_id, slot, concat('region ', region_code)
  FROM young WHERE region_code IS NOT NULL
  UNION ALL SELECT incident_id, source_id, slot, concat('place ', place_key)
  FROM young WHERE place_key <> ''
),
seeker AS (
  SELECT incident_id, source_id, slot + later AS slot, spot FROM block, range(-1, 2) t(later)
  WHERE NOT starts_with(spot, 'cell ')
  UNION ALL
  SELECT incident_id, source_id, slot + later, concat('cell ', row_cell + up, ' ', column_cell + aside)
  FROM young, range(-1, 2) t(later), range(-1, 2) u(up), range(-1, 2) v(aside)
  WHERE lon IS NOT NULL
),
met AS (
  SELECT DISTINCT least(s.incident_id, b.incident_id) AS incident_a,
    greatest(s.incident_id, b.incident_id) AS incident_b
  FROM seeker s
  JOIN block b ON b.slot = s.slot AND b.spot = s.spot AND b.source_id <> s.source_id
),
decided AS (
  SELECT incident_a, incident_b FROM core.incident_link
  WHERE decided_at <= as_of AND known_at <= known_as_of
),
linked AS (
  SELECT incident_id, main_id
  FROM metric.incident_links(as_of := as_of, known_as_of := known_as_of)
),
compared AS (
  SELECT m.*,
    a.title AS title_a, b.title AS title_b, a.source_id AS source_a, b.source_id AS source_b,
    a.opened_at AS opened_a, b.opened_at AS opened_b,
    a.is_open AS is_open_a, b.is_open AS is_open_b,
    abs(date_diff('second', a.opened_at, b.opened_at)) / 60 AS minutes_apart,
    core.distance_km(a.lon, a.lat, b.lon, b.lat) AS km_apart,
    coalesce(a.place_key = b.place_key, false) AS is_same_place,
    coalesce(a.region_code = b.region_code, false) AS is_same_region,
    a.hazard = b.hazard AS is_same_hazard,
    a.category = b.category OR 'other' IN (a.category, b.category) AS is_same_family,
    greatest(jaro_winkler_similarity(a.said, b.said), jaccard(a.said, b.said)) AS text_likeness
  FROM met m
  JOIN young a ON a.incident_id = m.incident_a
  JOIN young b ON b.incident_id = m.incident_b
  ANTI JOIN decided d ON d.incident_a = m.incident_a AND d.incident_b = m.incident_b
  LEFT JOIN linked g ON g.incident_id = m.incident_a
  LEFT JOIN linked h ON h.incident_id = m.incident_b
  WHERE g.main_id IS DISTINCT FROM h.main_id OR g.main_id IS NULL
),
scored AS (
  SELECT c.*,
    round(0.3 * (1 - c.minutes_apart / (60 * a.hours))
      + 0.3 * CASE WHEN c.is_same_place THEN 1 WHEN c.km_apart IS NOT NULL THEN 1 - c.km_apart / a.km
        WHEN c.is_same_region THEN 0.4 ELSE 0 END
      + 0.2 * CASE WHEN c.is_same_hazard THEN 1 ELSE 0.3 END
      + 0.2 * c.text_likeness, 2) AS score,
    a.score AS least_score
  FROM compared c, asked a
  WHERE c.is_same_family AND c.minutes_apart <= 60 * a.hours
    AND (c.km_apart <= a.km OR c.km_apart IS NULL)
)
SELECT * EXCLUDE (least_score, is_same_family)
FROM scored
WHERE score >= least_score
ORDER BY score DESC, incident_a, incident_b
