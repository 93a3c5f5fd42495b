-- How a cell of a seller's file is read. A macro names its argument once where it can: every mention is worked out anew. A longer list than four stands in list_contains: IN would join it, and the rows would lose the order of the file.
CREATE MACRO stripped(x) AS CASE
  WHEN list_contains([9, 10, 13, 32, 34, 39, 61, 160, 12288, 65279], ascii(x))
    OR suffix(x, ' ') OR suffix(x, '"') OR suffix(x, chr(9)) OR suffix(x, chr(160)) OR suffix(x, chr(12288)) OR suffix(x, chr(13)) OR suffix(x, chr(10))
  THEN regexp_replace(regexp_replace(x, '^[\s\x{00A0}\x{3000}\x{FEFF}]*(=?")?''?[\s\x{00A0}\x{3000}]*', ''), '[\s\x{00A0}\x{3000}]*"?[\s\x{00A0}\x{3000}]*$', '') ELSE x END;
CREATE MACRO or_empty(x) AS CASE WHEN list_contains(['', '-', '--', 'null', 'NULL', 'Null'], x) THEN NULL ELSE x END;
CREATE MACRO whole_number(x) AS CASE WHEN suffix(x, '.0') AND regexp_full_match(x, '\d+\.0') THEN x[:-3] ELSE x END;
CREATE MACRO money_digits(x) AS CASE WHEN regexp_full_match(x,
    '\(?-?\s*(CNY|RMB|USD|GBP|EUR|US\$|[¥￥$£€])?\s*-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?\s*(元|件|个|CNY|RMB|USD|GBP|EUR)?\)?')
  THEN CASE WHEN starts_with(x, '(') THEN '-' ELSE '' END || regexp_replace(x, '[^0-9.-]', '', 'g') END;
CREATE MACRO bare_time(x) AS CASE WHEN length(x) > 19 THEN regexp_replace(x, '\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$', '') ELSE x END;
CREATE MACRO this_century(t) AS CASE WHEN year(t) < 100 THEN t + INTERVAL 2000 YEAR ELSE t END;
CREATE MACRO serial_day(x) AS CASE WHEN try_cast(x AS DOUBLE) BETWEEN 20000 AND 80000
  THEN TIMESTAMP '1899-12-30 00:00:00' + to_seconds(CAST(round(CAST(x AS DOUBLE) * 86400) AS BIGINT)) END;
CREATE MACRO offset_minutes(x) AS CASE WHEN length(x) > 19 AND regexp_matches(x, '[+-]\d\d:?\d\d\s*$') THEN
  CAST(regexp_extract(x, '([+-])\d\d:?\d\d\s*$', 1) || '1' AS INTEGER) *
  (CAST(regexp_extract(x, '[+-](\d\d):?\d\d\s*$', 1) AS INTEGER) * 60 + CAST(regexp_extract(x, '[+-]\d\d:?(\d\d)\s*$', 1) AS INTEGER)) END;
CREATE MACRO instant(local_time, minutes) AS CASE WHEN minutes IS NULL THEN timezone(zone(), local_time)
  ELSE timezone('UTC', local_time - to_minutes(CAST(minutes AS BIGINT))) END;
CREATE MACRO minor(x) AS try_cast(round(CAST(x AS DECIMAL(38, 4)) * minor_scale(), 0) AS BIGINT);
CREATE MACRO minor_units(u) AS CASE WHEN u < 0 THEN -((5000 - u * minor_scale()) // 10000) ELSE (u * minor_scale() + 5000) // 10000 END;
CREATE MACRO rank_of(s) AS CASE s WHEN 'unpaid' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 WHEN 'finished' THEN 3 WHEN 'closed' THEN 4 END;
CREATE MACRO consent_word(x) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN list_contains(['yes', 'y', 'true', 't', '1', '1.0', 'on', 'subscribed', 'subscribe', 'confirmed', 'opted_in', 'opted in', 'opted-in', 'opt-in', 'opt in', 'accepted', 'accepts', 'agreed', 'granted', 'active',
    '是', '同意', '已同意', '接受', '已订阅', '订阅', '有', '真', '允许', 'sí', 'si', 'oui', 'ja'], lower(x)) THEN 'yes'
  WHEN list_contains(['no', 'n', 'false', 'f', '0', '0.0', 'off', 'unsubscribed', 'unsubscribe', 'not subscribed', 'not_subscribed', 'never subscribed', 'never_subscribed', 'opted_out', 'opted out', 'opted-out', 'opt-out', 'opt out',
    'declined', 'refused', 'rejected', 'denied', 'suppressed', 'cleaned', 'bounced', 'redacted', 'invalid', 'inactive', '否', '不同意', '拒绝', '已拒绝', '不接受', '已退订', '退订', '未订阅', '取消订阅', '无', '假', '不允许', 'non', 'nein'], lower(x)) THEN 'no'
  WHEN list_contains(['pending', 'unconfirmed', 'unknown', 'not set', 'not specified', 'n/a', 'na', 'none', '待确认', '未确认', '未知'], lower(x)) THEN 'silent' END;
