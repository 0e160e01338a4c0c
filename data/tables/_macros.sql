-- Scalar macros that tables, shapes and metrics share.

-- A name as a key: trimmed, one blank between words, half-width, lower case.
-- Plain ASCII names, most of a large log, take the short way.
CREATE OR REPLACE MACRO core.name_key(name) AS
  CASE WHEN strlen(name) = length(name) AND NOT contains(name, '  ') AND NOT contains(name, chr(9))
    THEN lower(trim(name))
    ELSE lower(regexp_replace(trim(translate(name,
      '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）－　',
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()- ')), '\s+', ' ', 'g'))
  END;

-- Great-circle distance in kilometres between two WGS-84 points (haversine, mean radius 6371.0088 km).
-- Without one of the four there is no distance (least() passes over what is not there).
CREATE OR REPLACE MACRO core.distance_km(lon1, lat1, lon2, lat2) AS
  CASE WHEN lon1 + lat1 + lon2 + lat2 IS NOT NULL THEN 2 * 6371.0088 * asin(sqrt(least(1,
    pow(sin(radians(lat2 - lat1) / 2), 2)
    + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2)))) END;

-- A district's name as a key: without the word for its tier, so that 河东 finds 河东区.
CREATE OR REPLACE MACRO core.region_key(name) AS
  regexp_replace(core.name_key(name), '(.{2,})(街道|特别行政区|自治县|自治区|自治州|地区|省|市|区|县|镇|乡)$|(.+) (district|county|city|province|prefecture|town)$', '\1\3');

-- When a report is due by one rule: the event that starts its clock and the rule's minutes, or its
-- minute of the local day after the last report. Without that event there is no due time.
CREATE OR REPLACE MACRO core.report_due_at(
  clock, minutes, minute_of_day, known_at, occurred_at, received_at, contained_at, last_report_at,
  opened_at, zone_offset
) AS CASE
  WHEN clock = 'daily' THEN
    date_trunc('day', coalesce(last_report_at, opened_at) + zone_offset
      - to_seconds(60 * minute_of_day)) + INTERVAL 1 DAY + to_seconds(60 * minute_of_day) - zone_offset
  ELSE CASE
    WHEN clock = 'known' THEN known_at
    WHEN clock = 'occurred' THEN occurred_at
    WHEN clock = 'reported' OR starts_with(clock, 'received') THEN received_at
    WHEN clock = 'contained' THEN contained_at
    WHEN clock = 'last_report' THEN last_report_at
  END + to_seconds(60 * minutes)
END;

-- Reports in order of time; of two at one instant the later number, then the later row.
CREATE OR REPLACE MACRO core.report_place(event_at, seq, row_no) AS
  CAST(epoch_us(event_at) AS HUGEINT) * 1000000000
    + 1000000 * least(greatest(coalesce(seq, 0), 0), 999) + coalesce(row_no, 0) % 1000000;
