-- title: On duty now
-- title_zh: 当前值班
-- unit: posts
-- grain: shift_id
-- caution: Posts, never persons.
-- caution_zh: 仅列岗位，不列个人。
SELECT
  shift_id,
  post AS post_zh,
  coalesce(post_en, post) AS post_en,
  org, starts_at, ends_at, is_filled, role, is_heightened
FROM core.duty_shift_known(known_as_of)
WHERE starts_at <= as_of AND ends_at > as_of
ORDER BY is_filled, org, post, starts_at, shift_id
