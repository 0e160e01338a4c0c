-- title: People in open incidents
-- title_zh: 未结事件人员情况
-- unit: persons
-- grain: 
-- caution: Sums of what is known; counts_unknown says how many open incidents have not given any count. Where only the seriously injured are known, they stand for the injured. With a log and nothing open, nobody is counted: zero.
-- caution_zh: 仅合计已知人数；counts_unknown 为尚无任何人数的未结事件数。仅知重伤人数时以其计入受伤。有事件记录且无未结事件时为零。
WITH open AS (
  SELECT deaths, missing, injured, serious, relocated
  FROM metric.open_incidents(as_of := as_of, known_as_of := known_as_of)
),
nobody AS (
  SELECT CASE WHEN NOT EXISTS (FROM open) AND EXISTS (SELECT 1 FROM core.incident_known(known_as_of)
    WHERE coalesce(reported_at, occurred_at, detected_at) <= as_of) THEN 0 END AS persons
)
SELECT
  CAST(coalesce(sum(deaths), (SELECT persons FROM nobody)) AS BIGINT) AS deaths,
  CAST(coalesce(sum(missing), (SELECT persons FROM nobody)) AS BIGINT) AS missing,
  CAST(coalesce(sum(greatest(injured, serious)), (SELECT persons FROM nobody)) AS BIGINT)
    AS injured,
  CAST(coalesce(sum(relocated), (SELECT persons FROM nobody)) AS BIGINT) AS relocated,
  count(*) FILTER (coalesce(deaths, missing, injured, serious, relocated) IS NULL) AS counts_unknown
FROM open
