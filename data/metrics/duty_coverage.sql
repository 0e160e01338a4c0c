-- title: Duty posts, next 24 hours
-- title_zh: 未来值班覆盖
-- unit: posts
-- grain: org, post
-- caution: How much of the time ahead (threshold duty_ahead_hours) each post of the roster is held, by shifts that are filled; overlapping shifts count once. After a post's last known shift nothing is known: those hours are hours_unknown, neither covered nor a gap.
-- caution_zh: 各岗位未来时段(duty_ahead_hours)有人值守的时长，重叠班次只计一次。最后一个已排班次之后的时长记为 hours_unknown，既非覆盖也非空档。
WITH ahead AS (
  SELECT as_of AS from_at, as_of + to_seconds(3600 * duty_ahead_hours) AS until_at
  FROM metric.moment(as_of := as_of, known_as_of := known_as_of)
),
shift AS (
  SELECT s.*, a.from_at, a.until_at, max(ends_at) OVER (PARTITION BY org, post) AS last_end_at,
    greatest(s.starts_at, a.from_at) AS held_from, least(s.ends_at, a.until_at) AS held_until
  FROM core.duty_shift_known(known_as_of) s, ahead a
),
held AS (
  -- What a shift adds to those that began before it.
  SELECT *, greatest(held_from, coalesce(max(held_until) OVER (
    PARTITION BY org, post ORDER BY held_from, held_until, shift_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), held_from)) AS fresh_from
  FROM shift WHERE is_filled AND held_until > held_from
),
covered AS (
  SELECT org, post, sum(epoch(greatest(held_until, fresh_from)) - epoch(fresh_from)) / 3600 AS hours_covered
  FROM held GROUP BY org, post
),
post AS (
  SELECT org, post, any_value(coalesce(post_en, post)) AS post_en, max(last_end_at) AS last_end_at,
    bool_or(is_filled AND starts_at <= from_at AND ends_at > from_at) AS is_filled_now,
    min(starts_at) FILTER (starts_at > from_at) AS next_shift_at,
    any_value(epoch(until_at) - epoch(from_at)) / 3600 AS hours_ahead,
    greatest(0, epoch(any_value(until_at)) - epoch(greatest(max(last_end_at), any_value(from_at)))) / 3600
      AS hours_unknown
  FROM shift GROUP BY org, post
)
SELECT p.org, p.post, p.post_en, p.is_filled_now, coalesce(c.hours_covered, 0) AS hours_covered,
  p.hours_ahead - p.hours_unknown - coalesce(c.hours_covered, 0) AS hours_gap,
  p.hours_unknown, p.hours_ahead, p.next_shift_at, p.last_end_at
FROM post p LEFT JOIN covered c USING (org, post)
ORDER BY hours_gap DESC, p.org, p.post
