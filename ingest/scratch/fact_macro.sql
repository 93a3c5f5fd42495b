-- How a cell of a file of facts is read: numbers, times with and without a zone, days and months, yes and no.
CREATE MACRO unmasked(x) AS CASE WHEN contains(x, '*') THEN NULL ELSE or_empty(x) END;
CREATE MACRO decimal_of(x) AS coalesce(try_cast(x AS DECIMAL(18, 4)), try_cast(money_digits(x) AS DECIMAL(18, 4)));
CREATE MACRO cents_of(x) AS try_cast(round(decimal_of(x) * minor_scale(), 0) AS BIGINT);
CREATE MACRO whole(d) AS CASE WHEN d = trunc(d) THEN CAST(d AS BIGINT) END;
CREATE MACRO whole_of(x) AS CASE WHEN x IS NOT NULL THEN coalesce(CASE WHEN NOT contains(x, '.') THEN try_cast(x AS BIGINT) END, whole(decimal_of(x))) END;
CREATE MACRO finite_of(d) AS CASE WHEN isfinite(d) THEN d END;
CREATE MACRO real_of(x) AS CASE WHEN suffix(x, '%') THEN finite_of(try_cast(rtrim(x, '% ') AS DOUBLE)) / 100
  ELSE coalesce(finite_of(try_cast(x AS DOUBLE)), try_cast(money_digits(x) AS DOUBLE)) END;
CREATE MACRO truth_of(x) AS CASE WHEN lower(x) IN ('yes', 'true', 't', 'y', '1', '是', '有') THEN true WHEN lower(x) IN ('no', 'false', 'f', 'n', '0', '否', '无') THEN false END;
CREATE MACRO score_of(x) AS CASE WHEN try_cast(regexp_replace(x, '\s*(分|星|stars?)$', '') AS DOUBLE) BETWEEN 1 AND 5
  THEN CAST(round(CAST(regexp_replace(x, '\s*(分|星|stars?)$', '') AS DOUBLE)) AS SMALLINT) END;
CREATE MACRO offset_of(x) AS CASE WHEN regexp_matches(x, '(Z|UTC|GMT)\s*$') THEN 0 ELSE offset_minutes(x) END;
CREATE MACRO local_of(x) AS coalesce(CASE WHEN x[5] IN ('-', '/') THEN try_cast(x AS TIMESTAMP) END, this_century(try_strptime(x, day_formats())), serial_day(x));
CREATE MACRO time_of(x) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN length(x) = 13 AND try_cast(x AS BIGINT) IS NOT NULL THEN timezone('UTC', make_timestamp_ms(CAST(x AS BIGINT)))
  WHEN length(x) = 10 AND try_cast(x AS BIGINT) IS NOT NULL THEN timezone('UTC', make_timestamp(CAST(x AS BIGINT) * 1000000))
  WHEN length(x) > 19 AND x[5] = '-' AND (suffix(x, 'Z') OR suffix(x, 'UTC')) AND try_cast(x AS TIMESTAMP) IS NOT NULL THEN timezone('UTC', CAST(x AS TIMESTAMP))
  WHEN length(x) > 19 AND offset_of(x) IS NOT NULL THEN timezone('UTC', local_of(bare_time(x)) - to_minutes(CAST(offset_of(x) AS BIGINT)))
  ELSE timezone(zone(), local_of(x)) END;
CREATE MACRO day_of(x) AS CASE WHEN x IS NOT NULL THEN
  coalesce(CAST(local_of(x) AS DATE), CAST(try_strptime(x, ['%Y-%m', '%Y/%m', '%Y.%m', '%Y年%m月', '%Y']) AS DATE)) END;
