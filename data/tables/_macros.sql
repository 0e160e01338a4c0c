-- Scalar macros that tables, shapes and metrics share.

-- A name as a key: trimmed, one blank between words, half-width, lower case.
CREATE OR REPLACE MACRO core.name_key(name) AS
  lower(regexp_replace(trim(translate(name,
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）－　',
    '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()- ')), '\s+', ' ', 'g'));

-- Great-circle distance in kilometres between two WGS-84 points (haversine, mean radius 6371.0088 km).
CREATE OR REPLACE MACRO core.distance_km(lon1, lat1, lon2, lat2) AS
  2 * 6371.0088 * asin(sqrt(least(1,
    pow(sin(radians(lat2 - lat1) / 2), 2)
    + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2))));
