-- title: More in a shelter than it holds
-- title_zh: 避难场所超员
-- why: Either people need to be moved on, or one of the two numbers is wrong.
SELECT 'site' AS subject_table, site_id AS subject_id,
  concat(occupancy, ' of ', capacity) AS detail
FROM core.site
WHERE kind = 'shelter' AND occupancy > capacity
ORDER BY site_id
