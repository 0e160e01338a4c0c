-- title: People in open incidents
-- title_zh: 未结事件人员情况
-- unit: persons
-- grain: 
-- caution: Sums of what is known; counts_unknown says how many open incidents have not given any count. Where only the seriously injured are known, they stand for the injured.
-- caution_zh: 仅合计已知人数；counts_unknown 为尚无任何人数的未结事件数。仅知重伤人数时以其计入受伤。
SELECT
  CAST(sum(deaths) AS BIGINT) AS deaths,
  CAST(sum(missing) AS BIGINT) AS missing,
  CAST(sum(greatest(injured, serious)) AS BIGINT) AS injured,
  CAST(sum(relocated) AS BIGINT) AS relocated,
  count(*) FILTER (coalesce(deaths, missing, injured, serious, relocated) IS NULL) AS counts_unknown
FROM metric.incident_state(as_of := as_of, known_as_of := known_as_of)
WHERE is_open
