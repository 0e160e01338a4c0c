-- title: Nobody on a duty post
-- title_zh: 值班空档
-- why: A post that is kept in shifts has an hour that no shift covers.
SELECT 'duty_shift' AS subject_table, shift_id AS subject_id,
  concat(org, ', ', post, ': nobody from ', covered_until, ' to ', starts_at) AS detail
FROM (
  SELECT *, max(ends_at) OVER (
    PARTITION BY org, post ORDER BY starts_at, ends_at
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS covered_until
  FROM core.duty_shift
)
WHERE covered_until < starts_at
ORDER BY shift_id
