-- title: Teams
-- title_zh: 救援队伍
-- unit: teams
-- grain: team_id
-- caution: The latest known state of each team; a state reported only after the moment asked about is unknown here.
-- caution_zh: 各队伍最新已知状态；查询时刻之后才报告的状态在此视为未知。
SELECT
  t.team_id,
  coalesce(t.name, t.name_zh, t.name_en) AS name,
  coalesce(t.name_zh, t.name) AS name_zh,
  coalesce(t.name_en, t.name) AS name_en,
  t.kind, t.echelon,
  CASE WHEN t.status_at > as_of THEN 'unknown' ELSE t.status END AS status,
  t.status_at,
  coalesce(r.name_zh, r.name, t.region_text) AS region_zh,
  coalesce(r.name_en, r.name, t.region_text) AS region_en,
  coalesce(t.lon, s.lon) AS lon,
  coalesce(t.lat, s.lat) AS lat,
  t.headcount, t.ready_minutes, t.org, t.source_id
FROM core.team_known(known_as_of) t
LEFT JOIN core.site_known(known_as_of) s ON s.site_id = t.base_site_id
LEFT JOIN core.region_known(known_as_of) r ON r.region_code = coalesce(t.region_code, s.region_code)
ORDER BY list_position(['professional', 'backup', 'social', 'mutual_aid'], t.echelon) NULLS LAST, t.kind, t.name, t.team_id
