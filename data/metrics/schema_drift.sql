-- title: Columns that changed
-- title_zh: 来源列变化
-- unit: columns
-- grain: load_id, header, was_header
-- caution: Each change of a known source's columns is told once, with the load that met it. What is_applied is read by the guess; a line under `columns` of the source in sitroom.toml settles it otherwise.
-- caution_zh: 已知来源的列变化只报告一次。is_applied 为真表示已按推定读取；在 sitroom.toml 的 columns 下写一行即可改定。
SELECT d.load_id, d.source_id, d.file_name, d.sheet, d.kind, d.header, d.was_header, d.field,
  d.likeness, d.why, d.is_applied, d.seen_at
FROM core.drift d
WHERE d.seen_at <= as_of AND d.seen_at <= known_as_of
ORDER BY d.load_id DESC, d.kind, d.header, d.was_header
