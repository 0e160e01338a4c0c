-- title: Further grading criteria told
-- title_zh: 其他分级指标
-- unit: the criterion's own unit
-- grain: incident_id
-- caution: Values that only a column of the source's own tells, such as hours of interrupted traffic; read from columns named in grading_criterion. Yes is 1 and no is 0; an empty cell is unknown.
-- caution_zh: 仅来源自有列给出的指标值（如中断行车小时），按 grading_criterion 所列列名读取；是为 1，否为 0，空白为未知。
WITH alias AS (
  SELECT criterion, core.name_key(unnest(string_split(aliases, '|'))) AS name
  FROM core.grading_criterion
),
told AS (
  SELECT incident_id, core.name_key(cell.key) AS name, trim(cell.value) AS value
  FROM (
    SELECT incident_id,
      unnest(map_entries(CAST(CAST(other_fields AS JSON) AS MAP(VARCHAR, VARCHAR)))) AS cell
    FROM core.incident_known(known_as_of)
    WHERE other_fields IS NOT NULL
  )
)
SELECT incident_id, map(list(criterion ORDER BY criterion), list(value ORDER BY criterion)) AS further
FROM (
  SELECT t.incident_id, a.criterion, max(CASE
    WHEN lower(t.value) IN ('是', '有', 'yes', 'true', 'y') THEN 1
    WHEN lower(t.value) IN ('否', '无', 'no', 'false', 'n') THEN 0
    ELSE TRY_CAST(regexp_extract(replace(t.value, ',', ''), '^-?\d+(\.\d+)?') AS DOUBLE) END) AS value
  FROM told t JOIN alias a USING (name)
  GROUP BY t.incident_id, a.criterion
)
WHERE value IS NOT NULL
GROUP BY incident_id
