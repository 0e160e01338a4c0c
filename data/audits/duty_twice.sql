-- title: Two shifts on one post
-- title_zh: 同岗重复排班
-- why: Two shifts of one post at one time: who is in charge?
SELECT 'duty_shift' AS subject_table, shift_id AS subject_id,
  concat(org, ', ', post, ': begins ', starts_at, ', the one before ends ', covered_until) AS detail
FROM (
  SELECT *, max(ends_at) OVER (
    PARTITION BY org, post, role ORDER BY starts_at, ends_at, shift_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until
  FROM core.duty_shift
)
WHERE covered_until > starts_at
ORDER BY shift_id
