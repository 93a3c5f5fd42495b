-- How a cell of a seller's file is cleaned and read, whatever it means. A macro names its argument once where it can: every mention is worked out anew. A longer list than four stands in list_contains: IN would join it, and the rows would lose the order of the file.
CREATE MACRO stripped(x) AS CASE
  WHEN list_contains([9, 10, 13, 32, 34, 39, 61, 160, 8203, 12288, 65279], ascii(x))
    OR suffix(x, ' ') OR suffix(x, '"') OR suffix(x, chr(9)) OR suffix(x, chr(160)) OR suffix(x, chr(8203)) OR suffix(x, chr(12288)) OR suffix(x, chr(13)) OR suffix(x, chr(10))
  THEN regexp_replace(regexp_replace(x, '^[\s\x{00A0}\x{200B}\x{3000}\x{FEFF}]*(=?")?''?[\s\x{00A0}\x{200B}\x{3000}]*', ''), '[\s\x{00A0}\x{200B}\x{3000}]*"?[\s\x{00A0}\x{200B}\x{3000}]*$', '') ELSE x END;
CREATE MACRO or_empty(x) AS CASE WHEN list_contains(['', '-', '--', 'null', 'NULL', 'Null', '#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!'], x) THEN NULL ELSE x END;
CREATE MACRO unmasked(x) AS CASE WHEN contains(x, '*') OR contains(x, 'E+') AND regexp_full_match(x, '\d(\.\d+)?E\+\d+') THEN NULL ELSE or_empty(x) END;
CREATE MACRO whole_number(x) AS CASE WHEN suffix(x, '.0') AND regexp_full_match(x, '\d+\.0') THEN x[:-3] ELSE x END;
CREATE MACRO ascii_digits(x) AS CASE WHEN strlen(x) > length(x) THEN translate(x, '０１２３４５６７８９．，－＋：／（）−' || chr(12288) || chr(160) || chr(8239) || chr(8201) || chr(8199), '0123456789.,-+:/()-     ') ELSE x END;
-- Times as engines write them. Anything longer, with a zone, or with another order of its parts is read the long way: the cast would take 12/8/20 for the year 12.
CREATE MACRO quick_time(x) AS CASE WHEN strlen(x) = 19 AND x[17] = ':' OR strlen(x) = 10 OR strlen(x) < 19 AND regexp_full_match(x, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2})?)?')
  THEN try_cast(x AS TIMESTAMP) END;
CREATE MACRO believable(t) AS CASE WHEN t >= TIMESTAMP '1980-01-01' AND t < TIMESTAMP '2200-01-01' THEN t END;
CREATE MACRO plain_time(x) AS believable(quick_time(x));
CREATE MACRO plain_number(x) AS try_cast(x AS DECIMAL(18, 4));
-- The zone that stands behind the clock of a time.
CREATE MACRO zone_of(x) AS regexp_extract(x, '\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?\s*(Z|z|UTC|GMT|(?:UTC|GMT)?\s?[+-]\d\d?(?::?\d\d)?|[PMCE][SD]T|CES?T|EES?T|WES?T|JST|KST|HKT|SGT)$', 1);
CREATE MACRO minutes_of(z) AS CASE WHEN z = '' THEN NULL WHEN list_contains(['Z', 'z', 'UTC', 'GMT', 'WET'], z) THEN 0
  WHEN regexp_matches(z, '\d') THEN try_cast(regexp_extract(z, '[+-]') || '1' AS INTEGER) * (try_cast(regexp_extract(z, '[+-](\d\d?)', 1) AS INTEGER) * 60 + coalesce(try_cast(regexp_extract(z, '[+-]\d\d?:?(\d\d)$', 1) AS INTEGER), 0))
  ELSE map_extract(MAP {'PST': -480, 'PDT': -420, 'MST': -420, 'MDT': -360, 'CDT': -300, 'EST': -300, 'EDT': -240, 'WEST': 60, 'CET': 60, 'CEST': 120, 'EET': 120, 'EEST': 180, 'JST': 540, 'KST': 540, 'HKT': 480, 'SGT': 480}, z)[1] END;
CREATE MACRO offset_minutes(x) AS minutes_of(zone_of(x));
-- What people answered, in their words.
CREATE MACRO consent_word(x) AS CASE
  WHEN x IS NULL THEN NULL
  WHEN list_contains(['yes', 'y', 'true', 't', '1', '1.0', 'on', 'subscribed', 'subscribe', 'confirmed', 'opted_in', 'opted in', 'opted-in', 'opt-in', 'opt in', 'accepted', 'accepts', 'agreed', 'granted', 'active',
    '是', '同意', '已同意', '接受', '已订阅', '订阅', '有', '真', '允许', 'sí', 'si', 'oui', 'ja'], lower(x)) THEN 'yes'
  WHEN list_contains(['no', 'n', 'false', 'f', '0', '0.0', 'off', 'unsubscribed', 'unsubscribe', 'not subscribed', 'not_subscribed', 'never subscribed', 'never_subscribed', 'opted_out', 'opted out', 'opted-out', 'opt-out', 'opt out',
    'declined', 'refused', 'rejected', 'denied', 'suppressed', 'cleaned', 'bounced', 'redacted', 'invalid', 'inactive', '否', '不同意', '拒绝', '已拒绝', '不接受', '已退订', '退订', '未订阅', '取消订阅', '无', '假', '不允许', 'non', 'nein'], lower(x)) THEN 'no'
  WHEN list_contains(['pending', 'unconfirmed', 'unknown', 'not set', 'not specified', 'n/a', 'na', 'none', '待确认', '未确认', '未知'], lower(x)) THEN 'silent'
  -- A no in other words must never count for a yes.
  WHEN regexp_matches(lower(x), '^(no|not|non|never|none|unsub|un-sub|dis|withdr|revok|cancel|opt.?out|declin|refus|reject|block|nej|nein|nie|нет|não|отказ)|不|未|拒|退') THEN 'no' END;
-- A currency as its code; a sign that several share tells none.
CREATE MACRO currency_code(x) AS CASE x WHEN '€' THEN 'EUR' WHEN '£' THEN 'GBP' WHEN '₹' THEN 'INR' WHEN '₩' THEN 'KRW' WHEN 'US$' THEN 'USD' WHEN 'R$' THEN 'BRL' WHEN 'RMB' THEN 'CNY' WHEN '人民币' THEN 'CNY' WHEN '元' THEN 'CNY'
  ELSE CASE WHEN length(x) = 3 AND regexp_full_match(x, '[A-Z]{3}') THEN x END END;
