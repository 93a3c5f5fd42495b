-- The values of cells that are not plain.
-- Times: each macro is one step, and takes the column that the step before made.
CREATE OR REPLACE MACRO half_day(x) AS CASE WHEN contains(x, '午') THEN regexp_replace(replace(replace(x, '上午', 'AM'), '下午', 'PM'), '(AM|PM)\s*(\d{1,2}:\d{2}(?::\d{2})?)', '\2 \1')
  WHEN suffix(x, ')') THEN regexp_replace(x, '\s*\([^)]*\)$', '') ELSE x END;
CREATE OR REPLACE MACRO bare_time(x) AS CASE WHEN contains(x, ':') THEN regexp_replace(x,
  '^(.*\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?)\s*(?:Z|z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?|[PMCE][SD]T|CES?T|EES?T|WES?T|JST|KST|HKT|SGT)$', '\1') ELSE x END;
CREATE OR REPLACE MACRO year_first(x) AS CASE
  WHEN regexp_matches(x, '^\d{4}\s*[-/.年]\s*\d') THEN regexp_replace(x, '^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日)?', '\1-\2-\3')
  WHEN regexp_matches(x, '^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})(\D|$)') THEN regexp_replace(x, '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})', date_parts())
  WHEN regexp_full_match(x, '(19|20)\d{12}') THEN regexp_replace(x, '^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$', '\1-\2-\3 \4:\5:\6')
  WHEN regexp_matches(x, '^(19|20)\d{6}(\D|$)') THEN regexp_replace(x, '^(\d{4})(\d\d)(\d\d)', '\1-\2-\3')
  WHEN regexp_matches(x, '\p{L}{3}') THEN regexp_replace(regexp_replace(regexp_replace(x,
      '^(?:\p{L}{2,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[-\s/]*(?:de\s+)?(\p{L}{3,10})\.?[-\s,/]*(?:de\s+)?(\d{4}|\d{2})(\D|$)', '\3-\2-\1\4'),
      '^(?:\p{L}{2,9}\.?,?\s+)?(\p{L}{3,10})\.?[-\s]*(\d{1,2})(?:st|nd|rd|th)?[-,\s]+(\d{4}|\d{2})(\D|$)', '\3-\1-\2\4'),
      '^(\d{4})[-\s](\p{L}{3,10})\.?[-\s](\d{1,2})(\D|$)', '\1-\2-\3\4')
  ELSE x END;
CREATE OR REPLACE MACRO month_no(name) AS CASE WHEN starts_with(name, 'juin') THEN 6 WHEN starts_with(name, 'juil') THEN 7 ELSE
  map_extract(MAP {'jan': 1, 'ene': 1, 'feb': 2, 'fev': 2, 'mar': 3, 'apr': 4, 'abr': 4, 'avr': 4, 'may': 5, 'mai': 5, 'jun': 6, 'jul': 7, 'aug': 8, 'ago': 8, 'aou': 8,
    'sep': 9, 'set': 9, 'oct': 10, 'okt': 10, 'out': 10, 'nov': 11, 'dec': 12, 'dez': 12, 'dic': 12}, name[:3])[1] END;
CREATE OR REPLACE MACRO month_name(x) AS CASE WHEN regexp_matches(x, '^\d+-\p{L}') THEN lower(strip_accents(regexp_extract(x, '\p{L}+'))) END;
CREATE OR REPLACE MACRO numbered_month(x, name) AS CASE WHEN name IS NULL THEN x ELSE regexp_replace(x, '\p{L}+\.?', coalesce(CAST(month_no(name) AS VARCHAR), '0')) END;
CREATE OR REPLACE MACRO full_year(x) AS CASE WHEN x[3] = '-' THEN CASE WHEN x >= '80' THEN '19' || x ELSE '20' || x END ELSE x END;
CREATE OR REPLACE MACRO clock_parts(x) AS regexp_extract(x,
  '^(\d{4}-\d{1,2}-\d{1,2})(?:[T\s,]+(\d{1,2})[:.时](\d{1,2})分?(?:[:.]?(\d{1,2})秒?(?:[.,](\d{1,9}))?)?\s*([AaPp]?)(?:\.?[Mm]\.?)?)?\s*$', ['day', 'h', 'm', 's', 'f', 'half']);
CREATE OR REPLACE MACRO hour_of(h, half) AS CASE WHEN half = '' THEN h WHEN h NOT BETWEEN 1 AND 12 THEN 99 ELSE h % 12 + CASE WHEN lower(half) = 'p' THEN 12 ELSE 0 END END;
CREATE OR REPLACE MACRO clock_time(p) AS CASE WHEN p.day = '' THEN NULL WHEN p.h = '' THEN try_cast(p.day AS TIMESTAMP)
  WHEN hour_of(try_cast(p.h AS INTEGER), p.half) < 24 AND try_cast(p.m AS INTEGER) < 60 AND coalesce(try_cast(p.s AS INTEGER), 0) < 61
  THEN try_cast(p.day AS TIMESTAMP) + to_seconds(CAST(hour_of(try_cast(p.h AS INTEGER), p.half) * 3600 + try_cast(p.m AS INTEGER) * 60 + coalesce(try_cast(p.s AS INTEGER), 0) AS BIGINT))
    + to_microseconds(coalesce(try_cast(rpad(p.f, 6, '0')[:6] AS BIGINT), 0)) END;
CREATE OR REPLACE MACRO serial_day(x) AS CASE WHEN try_cast(x AS DOUBLE) BETWEEN 20000 AND 80000
  THEN TIMESTAMP '1899-12-30 00:00:00' + to_seconds(CAST(round(CAST(x AS DOUBLE) * 86400) AS BIGINT)) END;
CREATE OR REPLACE MACRO epoch_time(x) AS CASE
  WHEN regexp_full_match(x, '-?\d{10}(\.\d+)?') THEN timezone('UTC', make_timestamp(try_cast(try_cast(x AS DOUBLE) * 1000000 AS BIGINT)))
  WHEN regexp_full_match(x, '\d{13}') THEN timezone('UTC', make_timestamp_ms(try_cast(x AS BIGINT))) END;
CREATE OR REPLACE MACRO month_of(x) AS CASE WHEN x IS NOT NULL THEN CAST(try_strptime(x, ['%Y-%m', '%Y/%m', '%Y.%m', '%Y年%m月', '%Y']) AS DATE) END;
CREATE OR REPLACE MACRO instant(local_time, minutes) AS CASE WHEN minutes IS NULL THEN timezone(zone(), local_time)
  ELSE timezone('UTC', local_time - to_minutes(CAST(minutes AS BIGINT))) END;
-- Numbers: sign, currency and unit are taken off; then the whole column's decimal sign counts first, and the other where only it makes sense.
CREATE OR REPLACE MACRO number_parts(x) AS regexp_extract(x,
  '^(\(|[-+]?)\s*(?:\p{Sc}|\\|[A-Z]{1,3}\s?\p{Sc}|[A-Z]{3}|Rs\.?|RM|kr\.?|zł|Kč|人民币)?\s*([-+]?)\s*((?:\d[\d\s''’]*)?[\d.,\s''’]*\d\.?)\s*(?:\p{Sc}|[A-Z]{3}|kr\.?|zł|Kč|Ft|lei|руб\.?|р\.|元|圆|円|件|个|只|份|包|pcs?\.?|pieces?|piece\(s\))?\s*(-|\))?$', ['sign', 'inner', 'body', 'end']);
CREATE OR REPLACE MACRO dotted(b) AS regexp_full_match(b, '\d+\.?|\d*\.\d+|[1-9]\d{0,2}([,\s''’]\d{3})+(\.\d+)?|[1-9]\d?(,\d{2})*,\d{3}(\.\d+)?');
CREATE OR REPLACE MACRO commaed(b) AS regexp_full_match(b, '\d+|\d*,\d+|[1-9]\d{0,2}([.\s''’]\d{3})+(,\d+)?');
CREATE OR REPLACE MACRO of_dotted(b) AS regexp_replace(b, '[,\s''’]', '', 'g');
CREATE OR REPLACE MACRO of_commaed(b) AS replace(regexp_replace(b, '[.\s''’]', '', 'g'), ',', '.');
CREATE OR REPLACE MACRO plain_digits(b) AS CASE WHEN decimal_comma() THEN CASE WHEN commaed(b) THEN of_commaed(b) WHEN dotted(b) THEN of_dotted(b) END
  WHEN dotted(b) THEN of_dotted(b) WHEN commaed(b) THEN of_commaed(b) END;
CREATE OR REPLACE MACRO number_digits(p) AS CASE WHEN p.body = '' OR (p.sign = '(') <> (p."end" = ')') OR p.sign <> '' AND p.inner <> '' THEN NULL
  ELSE CASE WHEN p.sign IN ('(', '-') OR p.inner = '-' OR p."end" = '-' THEN '-' ELSE '' END || plain_digits(p.body) END;
CREATE OR REPLACE MACRO minor(x) AS try_cast(round(CAST(x AS DECIMAL(38, 4)) * minor_scale(), 0) AS BIGINT);
CREATE OR REPLACE MACRO minor_units(u) AS CASE WHEN u < 0 THEN -((5000 - u * minor_scale()) // 10000) ELSE (u * minor_scale() + 5000) // 10000 END;
CREATE OR REPLACE MACRO pieces(x) AS try_cast(CASE WHEN x < 0 THEN floor(x) ELSE ceil(x) END AS BIGINT);
CREATE OR REPLACE MACRO finite_of(d) AS CASE WHEN isfinite(d) THEN d END;
CREATE OR REPLACE MACRO real_of(x, digits) AS CASE WHEN suffix(x, '%') THEN try_cast(digits AS DOUBLE) / 100
  WHEN decimal_comma() THEN coalesce(try_cast(digits AS DOUBLE), finite_of(try_cast(x AS DOUBLE))) ELSE coalesce(finite_of(try_cast(x AS DOUBLE)), try_cast(digits AS DOUBLE)) END;
CREATE OR REPLACE MACRO truth_of(x) AS CASE WHEN list_contains(['yes', 'true', 't', 'y', '1', '是', '有'], lower(x)) THEN true WHEN list_contains(['no', 'false', 'f', 'n', '0', '否', '无'], lower(x)) THEN false END;
CREATE OR REPLACE MACRO score_of(x) AS CASE WHEN try_cast(regexp_replace(x, '\s*(分|星|stars?)$', '') AS DOUBLE) BETWEEN 1 AND 5
  THEN CAST(round(CAST(regexp_replace(x, '\s*(分|星|stars?)$', '') AS DOUBLE)) AS SMALLINT) END;
CREATE OR REPLACE MACRO rank_of(s) AS CASE s WHEN 'unpaid' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 WHEN 'finished' THEN 3 WHEN 'closed' THEN 4 END;
CREATE OR REPLACE MACRO state_of(rank) AS CASE rank WHEN 0 THEN 'unpaid' WHEN 1 THEN 'paid' WHEN 2 THEN 'shipped' WHEN 3 THEN 'finished' END;
