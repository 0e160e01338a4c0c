-- title: New incidents against what is usual
-- title_zh: 新增事件与常态对比
-- unit: incidents per hour
-- grain: hour_at
-- caution: Usual is the mean of the last seven days, drawn one day's weight towards that of a year, times the hour's and the weekday's share of the year before; season comes in through those seven days. The interval is negative-binomial, as wide as the last 56 days were. No answer with less than 28 days of log. An hour that is not over can only be unusual above. A flag says unlike before, not why.
-- caution_zh: 常态为近七日均值（以一日之权重向年均值收缩）乘以前一年该小时与该星期几的份额，季节由近七日体现；区间为负二项分布，宽度取自近 56 日。日志不足 28 天不作判断。未满的小时只判偏多。提示仅说明与以往不同，不说明原因。
WITH here AS (
  SELECT zone_offset, unusual_share FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
shown AS (
  SELECT hour_at, CAST(sum(incidents) AS BIGINT) AS incidents, hour_at + h.zone_offset AS local_hour
  FROM metric.new_incidents_per_hour(as_of := as_of, known_as_of := known_as_of), here h
  GROUP BY hour_at, h.zone_offset
),
-- All that is learned lies before the first day shown, so that no hour explains itself.
span AS (
  SELECT date_trunc('day', min(local_hour)) AS until_on,
    date_trunc('day', min(local_hour)) - INTERVAL 365 DAY AS from_on
  FROM shown
),
counted AS (
  SELECT date_trunc('hour', coalesce(i.reported_at, i.occurred_at, i.detected_at) + h.zone_offset)
      AS local_hour, count(*) AS incidents
  FROM core.incident_known(known_as_of) i
  CROSS JOIN here h
  WHERE coalesce(i.reported_at, i.occurred_at, i.detected_at) > as_of - INTERVAL 370 DAY
    AND coalesce(i.reported_at, i.occurred_at, i.detected_at) <= as_of
    -- Said of the column too, so that a scan skips the years before.
    AND (i.reported_at > as_of - INTERVAL 370 DAY OR i.reported_at IS NULL)
    AND i.status NOT IN ('false_alarm', 'merged')
    AND i.incident_id NOT IN (
      SELECT incident_id FROM metric.incident_links(as_of := as_of, known_as_of := known_as_of)
      WHERE NOT is_main)
  GROUP BY 1
),
day AS (
  SELECT day_on, coalesce(n.incidents, 0) AS incidents
  FROM (
    SELECT unnest(generate_series(greatest(s.from_on, f.first_on), t.last_on, INTERVAL 1 DAY)) AS day_on
    FROM span s
    CROSS JOIN (SELECT date_trunc('day', min(local_hour)) AS first_on FROM counted) f
    CROSS JOIN (SELECT date_trunc('day', max(local_hour)) AS last_on FROM shown) t
  )
  LEFT JOIN (
    SELECT date_trunc('day', local_hour) AS day_on, sum(incidents) AS incidents FROM counted GROUP BY 1
  ) n USING (day_on)
),
year AS (
  SELECT sum(incidents) AS incidents, count(*) AS days, sum(incidents) / count(*) / 24 AS per_hour
  FROM day, span WHERE day_on < until_on
),
hour_share AS (
  -- Five incidents of nobody's hour, so that an hour never seen is rare and not impossible.
  SELECT k.hour, (coalesce(sum(c.incidents), 0) + 5) / (any_value(y.incidents) + 5 * 24) * 24 AS share
  FROM year y CROSS JOIN span s CROSS JOIN (SELECT unnest(range(24)) AS hour) k
  LEFT JOIN counted c ON hour(c.local_hour) = k.hour
    AND c.local_hour >= s.from_on AND c.local_hour < s.until_on
  GROUP BY k.hour
),
weekday_share AS (
  SELECT dayofweek(d.day_on) AS weekday,
    (sum(d.incidents) + 20) / (24 * count(*) * any_value(y.per_hour) + 20) AS share
  FROM day d, year y, span s
  WHERE d.day_on < s.until_on
  GROUP BY 1
),
level AS (
  SELECT d.day_on, w.share AS weekday_share,
    (coalesce(sum(d.incidents) OVER week, 0) + 24 * y.per_hour)
      / (24 * count(*) OVER week + 24) AS per_hour
  FROM day d CROSS JOIN year y
  LEFT JOIN weekday_share w ON w.weekday = dayofweek(d.day_on)
  WINDOW week AS (ORDER BY d.day_on ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING)
),
dispersion AS (
  SELECT greatest(0.000001, sum(pow(coalesce(c.incidents, 0) - e.expected, 2) - e.expected)
    / sum(e.expected * e.expected)) AS phi
  FROM (
    SELECT l.day_on + to_hours(k.hour) AS local_hour, l.per_hour * l.weekday_share * k.share AS expected
    FROM level l CROSS JOIN hour_share k CROSS JOIN span s
    WHERE l.day_on < s.until_on AND l.day_on >= s.until_on - INTERVAL 56 DAY
  ) e
  LEFT JOIN counted c USING (local_hour)
),
expected AS (
  SELECT s.hour_at, s.incidents,
    CASE WHEN y.days >= 28 THEN l.per_hour * l.weekday_share * k.share END AS expected,
    1 / p.phi AS size, h.unusual_share,
    s.hour_at + INTERVAL 1 HOUR <= as_of AS is_whole
  FROM shown s
  CROSS JOIN here h CROSS JOIN year y CROSS JOIN dispersion p
  LEFT JOIN level l ON l.day_on = date_trunc('day', s.local_hour)
  LEFT JOIN hour_share k ON k.hour = hour(s.local_hour)
),
cumulated AS (
  SELECT hour_at, k, sum(exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1)
      + size * ln(size / (size + expected)) + k * ln(expected / (size + expected))))
    OVER (PARTITION BY hour_at ORDER BY k) AS share, unusual_share
  FROM (
    SELECT *, unnest(range(CAST(20 + expected + 12 * sqrt(expected + expected * expected / size) AS BIGINT)))
      AS k
    FROM expected WHERE expected > 0
  )
),
bound AS (
  SELECT hour_at,
    min(k) FILTER (share >= (1 - unusual_share) / 2) AS low,
    min(k) FILTER (share >= (1 + unusual_share) / 2) AS high
  FROM cumulated GROUP BY hour_at
)
SELECT e.hour_at, e.incidents, e.expected, b.low, b.high, e.is_whole,
  CASE WHEN e.incidents > b.high THEN 'above' WHEN e.incidents < b.low AND e.is_whole THEN 'below' END
    AS unusual,
  coalesce(e.incidents > b.high OR (e.incidents < b.low AND e.is_whole), false) AS is_unusual
FROM expected e
LEFT JOIN bound b USING (hour_at)
ORDER BY e.hour_at
