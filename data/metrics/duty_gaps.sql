-- title: Duty posts not filled
-- title_zh: 值班空岗
-- unit: gaps
-- grain: org, post, starts_at
-- caution: In the next 24 hours: shifts that nobody holds, and times between two shifts of one post. A post without any later shift is not known to be a gap.
-- caution_zh: 未来 24 小时内无人到岗的班次，以及同一岗位两班之间的空档；其后无排班者不判为空岗。
WITH ahead AS (
  SELECT as_of AS from_at, as_of + to_hours(CAST(duty_ahead_hours AS BIGINT)) AS until_at
  FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
shift AS (
  SELECT *,
    max(ends_at) OVER (
      PARTITION BY org, post ORDER BY starts_at, ends_at
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until
  FROM core.duty_shift_known(known_as_of)
),
gap AS (
  SELECT org, post, post_en, starts_at, ends_at FROM shift WHERE NOT is_filled
  UNION ALL
  SELECT org, post, post_en, covered_until, starts_at FROM shift WHERE covered_until < starts_at
)
SELECT org, post, any_value(coalesce(post_en, post)) AS post_en,
  greatest(g.starts_at, a.from_at) AS starts_at, max(g.ends_at) AS ends_at
FROM gap g, ahead a
WHERE g.ends_at > a.from_at AND g.starts_at < a.until_at
GROUP BY org, post, greatest(g.starts_at, a.from_at)
ORDER BY starts_at, org, post
