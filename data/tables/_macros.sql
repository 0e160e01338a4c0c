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
