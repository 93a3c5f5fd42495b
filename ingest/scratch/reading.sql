-- Every row of the file with its cells as values, or with the reason why not. A cell is first read the short way;
-- only what that leaves over is cleaned and looked at closely, each step once, one subquery inside the other.
CREATE OR REPLACE VIEW reading AS
SELECT row_no, order_no, coalesce(refund_prefix() AND upper(order_no[1]) = 'C', false) AS is_refund, ordered_at, paid_at, finished_at, ordered_offset, paid_offset, finished_offset, status,
       minor(amount) AS amount_minor, minor(total) AS total_minor, minor(postage) AS postage_minor, minor(discount) AS discount_minor, minor(refund) AS refund_minor,
       CAST(quantity AS BIGINT) AS quantity, CAST(order_quantity AS BIGINT) AS order_quantity, CAST(kinds AS BIGINT) AS kinds,
       minor(line_value) AS line_minor, coalesce(product_no, sku, product_title) AS product_key, product_title, titles, category,
       ouid, whole_number(external) AS external, nick, email, phone, alipay, name, gender, country, province, city, address, upper(currency) AS currency,
       lower(agreed) IN ('yes', 'true', '1', 'subscribed', '是') AS agreed,
       CASE
         WHEN cells <> column_count() THEN 'row_ragged:'
         WHEN has_order_no() AND order_no IS NULL THEN 'order_no_missing:order_no'
         WHEN contains(order_no, '+') AND regexp_full_match(order_no, '\d(\.\d+)?[Ee]\+\d+') THEN 'order_no_destroyed:order_no'
         WHEN ordered_at IS NULL AND ordered_at_odd IS NOT NULL OR year(ordered_at) NOT BETWEEN 1980 AND 2199 THEN 'date_unreadable:ordered_at'
         WHEN paid_at IS NULL AND paid_at_odd IS NOT NULL OR year(paid_at) NOT BETWEEN 1980 AND 2199 THEN 'date_unreadable:paid_at'
         WHEN finished_at IS NULL AND finished_at_odd IS NOT NULL OR year(finished_at) NOT BETWEEN 1980 AND 2199 THEN 'date_unreadable:finished_at'
         WHEN needs_date() AND ordered_at IS NULL AND paid_at IS NULL THEN 'date_missing:' || date_field()
         WHEN status IS NULL AND status_text IS NOT NULL THEN 'status_unknown:status'
         WHEN amount IS NULL AND amount_odd IS NOT NULL THEN 'amount_unreadable:amount'
         WHEN total IS NULL AND total_odd IS NOT NULL THEN 'amount_unreadable:total'
         WHEN postage IS NULL AND postage_odd IS NOT NULL THEN 'amount_unreadable:postage'
         WHEN discount IS NULL AND discount_odd IS NOT NULL THEN 'amount_unreadable:discount'
         WHEN refund IS NULL AND refund_odd IS NOT NULL THEN 'amount_unreadable:refund'
         WHEN unit_price IS NULL AND unit_price_odd IS NOT NULL THEN 'amount_unreadable:unit_price'
         WHEN line_amount IS NULL AND line_amount_odd IS NOT NULL THEN 'amount_unreadable:line_amount'
         WHEN line_discount IS NULL AND line_discount_odd IS NOT NULL THEN 'amount_unreadable:line_discount'
         WHEN needs_amount() AND amount IS NULL THEN 'amount_missing:amount'
         WHEN amount < 0 THEN 'amount_negative:amount'
         WHEN refund < 0 THEN 'amount_negative:refund'
         WHEN quantity IS NULL AND quantity_odd IS NOT NULL OR quantity <> trunc(quantity) OR abs(quantity) > 1000000000 THEN 'quantity_unreadable:quantity'
         WHEN order_quantity IS NULL AND order_quantity_odd IS NOT NULL OR order_quantity <> trunc(order_quantity) THEN 'quantity_unreadable:order_quantity'
         WHEN kinds IS NULL AND kinds_odd IS NOT NULL THEN 'quantity_unreadable:kinds'
         WHEN has_lines() AND quantity IS NULL THEN 'quantity_missing:quantity'
         WHEN has_lines() AND line_value IS NULL THEN 'amount_missing:' || line_field()
         WHEN has_lines() AND product_no IS NULL AND sku IS NULL AND product_title IS NULL THEN 'product_missing:' || product_field()
         WHEN abs(amount) > 10000000000000 THEN 'amount_unreadable:amount'
         WHEN abs(line_value) > 10000000000000 THEN 'amount_unreadable:' || line_field()
       END AS reason
FROM (
  SELECT *, coalesce(CAST(line_amount AS DECIMAL(38, 4)), CAST(unit_price AS DECIMAL(38, 4)) * CAST(try_cast(quantity AS DECIMAL(10, 0)) AS DECIMAL(38, 0)))
            - coalesce(line_discount, 0) AS line_value
  FROM (
    SELECT row_no, cells, order_no, product_no, sku, product_title, titles, category, gender, country, province, city, address, currency, agreed, status_of(status) AS status, status AS status_text,
           ouid, nick, email, phone, alipay, name, external,
           coalesce(ordered_at, this_century(ordered_at_read), serial_day(ordered_at_bare)) AS ordered_at, ordered_at_odd, ordered_at_offset AS ordered_offset,
           coalesce(paid_at, this_century(paid_at_read), serial_day(paid_at_bare)) AS paid_at, paid_at_odd, paid_at_offset AS paid_offset,
           coalesce(finished_at, this_century(finished_at_read), serial_day(finished_at_bare)) AS finished_at, finished_at_odd, finished_at_offset AS finished_offset,
           coalesce(amount, try_cast(money_digits(amount_odd) AS DECIMAL(18, 4))) AS amount, amount_odd,
           coalesce(total, try_cast(money_digits(total_odd) AS DECIMAL(18, 4))) AS total, total_odd,
           coalesce(postage, try_cast(money_digits(postage_odd) AS DECIMAL(18, 4))) AS postage, postage_odd,
           coalesce(discount, try_cast(money_digits(discount_odd) AS DECIMAL(18, 4))) AS discount, discount_odd,
           coalesce(refund, try_cast(money_digits(refund_odd) AS DECIMAL(18, 4))) AS refund, refund_odd,
           coalesce(unit_price, try_cast(money_digits(unit_price_odd) AS DECIMAL(18, 4))) AS unit_price, unit_price_odd,
           coalesce(line_amount, try_cast(money_digits(line_amount_odd) AS DECIMAL(18, 4))) AS line_amount, line_amount_odd,
           coalesce(line_discount, try_cast(money_digits(line_discount_odd) AS DECIMAL(18, 4))) AS line_discount, line_discount_odd,
           coalesce(quantity, try_cast(money_digits(quantity_odd) AS DECIMAL(18, 4))) AS quantity, quantity_odd,
           coalesce(order_quantity, try_cast(money_digits(order_quantity_odd) AS DECIMAL(18, 4))) AS order_quantity, order_quantity_odd,
           coalesce(kinds, try_cast(money_digits(kinds_odd) AS DECIMAL(18, 4))) AS kinds, kinds_odd
    FROM (
      SELECT *,
             coalesce(try_strptime(ordered_at_bare, day_formats()), try_cast(ordered_at_bare AS TIMESTAMP)) AS ordered_at_read,
             coalesce(try_strptime(paid_at_bare, day_formats()), try_cast(paid_at_bare AS TIMESTAMP)) AS paid_at_read,
             coalesce(try_strptime(finished_at_bare, day_formats()), try_cast(finished_at_bare AS TIMESTAMP)) AS finished_at_read
      FROM (
        SELECT *,
               bare_time(ordered_at_odd) AS ordered_at_bare, offset_minutes(ordered_at_odd) AS ordered_at_offset,
               bare_time(paid_at_odd) AS paid_at_bare, offset_minutes(paid_at_odd) AS paid_at_offset,
               bare_time(finished_at_odd) AS finished_at_bare, offset_minutes(finished_at_odd) AS finished_at_offset
        FROM (
          SELECT * REPLACE (
                   or_empty(order_no) AS order_no,
                   or_empty(status) AS status,
                   or_empty(product_no) AS product_no,
                   or_empty(sku) AS sku,
                   or_empty(product_title) AS product_title,
                   or_empty(titles) AS titles,
                   or_empty(category) AS category,
                   or_empty(gender) AS gender,
                   or_empty(country) AS country,
                   or_empty(province) AS province,
                   or_empty(city) AS city,
                   or_empty(address) AS address,
                   or_empty(currency) AS currency,
                   or_empty(agreed) AS agreed,
                   CASE WHEN contains(ouid, '*') THEN NULL ELSE or_empty(ouid) END AS ouid,
                   CASE WHEN contains(nick, '*') THEN NULL ELSE or_empty(nick) END AS nick,
                   CASE WHEN contains(email, '*') THEN NULL ELSE or_empty(email) END AS email,
                   CASE WHEN contains(phone, '*') THEN NULL ELSE or_empty(phone) END AS phone,
                   CASE WHEN contains(alipay, '*') THEN NULL ELSE or_empty(alipay) END AS alipay,
                   CASE WHEN contains(name, '*') THEN NULL ELSE or_empty(name) END AS name,
                   CASE WHEN contains(external, '*') THEN NULL ELSE or_empty(external) END AS external,
                   or_empty(ordered_at_odd) AS ordered_at_odd, or_empty(paid_at_odd) AS paid_at_odd, or_empty(finished_at_odd) AS finished_at_odd,
                   or_empty(amount_odd) AS amount_odd, or_empty(total_odd) AS total_odd, or_empty(postage_odd) AS postage_odd, or_empty(discount_odd) AS discount_odd, or_empty(refund_odd) AS refund_odd, or_empty(unit_price_odd) AS unit_price_odd, or_empty(line_amount_odd) AS line_amount_odd, or_empty(line_discount_odd) AS line_discount_odd, or_empty(quantity_odd) AS quantity_odd, or_empty(order_quantity_odd) AS order_quantity_odd, or_empty(kinds_odd) AS kinds_odd)
          FROM (
            SELECT row_no, cells,
                   stripped(order_no) AS order_no, stripped(status) AS status, stripped(product_no) AS product_no, stripped(sku) AS sku, stripped(product_title) AS product_title, stripped(titles) AS titles, stripped(category) AS category, stripped(gender) AS gender, stripped(country) AS country, stripped(province) AS province, stripped(city) AS city, stripped(address) AS address, stripped(currency) AS currency, stripped(agreed) AS agreed,
                   stripped(ouid) AS ouid, stripped(nick) AS nick, stripped(email) AS email, stripped(phone) AS phone, stripped(alipay) AS alipay, stripped(name) AS name, stripped(external) AS external,
                   ordered_at, CASE WHEN ordered_at IS NULL THEN stripped(ordered_at_raw) END AS ordered_at_odd,
                   paid_at, CASE WHEN paid_at IS NULL THEN stripped(paid_at_raw) END AS paid_at_odd,
                   finished_at, CASE WHEN finished_at IS NULL THEN stripped(finished_at_raw) END AS finished_at_odd,
                   amount, CASE WHEN amount IS NULL THEN stripped(amount_raw) END AS amount_odd,
                   total, CASE WHEN total IS NULL THEN stripped(total_raw) END AS total_odd,
                   postage, CASE WHEN postage IS NULL THEN stripped(postage_raw) END AS postage_odd,
                   discount, CASE WHEN discount IS NULL THEN stripped(discount_raw) END AS discount_odd,
                   refund, CASE WHEN refund IS NULL THEN stripped(refund_raw) END AS refund_odd,
                   unit_price, CASE WHEN unit_price IS NULL THEN stripped(unit_price_raw) END AS unit_price_odd,
                   line_amount, CASE WHEN line_amount IS NULL THEN stripped(line_amount_raw) END AS line_amount_odd,
                   line_discount, CASE WHEN line_discount IS NULL THEN stripped(line_discount_raw) END AS line_discount_odd,
                   quantity, CASE WHEN quantity IS NULL THEN stripped(quantity_raw) END AS quantity_odd,
                   order_quantity, CASE WHEN order_quantity IS NULL THEN stripped(order_quantity_raw) END AS order_quantity_odd,
                   kinds, CASE WHEN kinds IS NULL THEN stripped(kinds_raw) END AS kinds_odd
            FROM (
              SELECT row_no, cells, order_no, status, product_no, sku, product_title, titles, category, gender, country, province, city, address, currency, agreed, ouid, nick, email, phone, alipay, name, external,
                     ordered_at AS ordered_at_raw, CASE WHEN length(ordered_at) <= 19 THEN try_cast(ordered_at AS TIMESTAMP) END AS ordered_at,
                     paid_at AS paid_at_raw, CASE WHEN length(paid_at) <= 19 THEN try_cast(paid_at AS TIMESTAMP) END AS paid_at,
                     finished_at AS finished_at_raw, CASE WHEN length(finished_at) <= 19 THEN try_cast(finished_at AS TIMESTAMP) END AS finished_at,
                     amount AS amount_raw, try_cast(amount AS DECIMAL(18, 4)) AS amount,
                     total AS total_raw, try_cast(total AS DECIMAL(18, 4)) AS total,
                     postage AS postage_raw, try_cast(postage AS DECIMAL(18, 4)) AS postage,
                     discount AS discount_raw, try_cast(discount AS DECIMAL(18, 4)) AS discount,
                     CASE WHEN refund NOT IN ('无退款申请', '没有申请退款') THEN refund END AS refund_raw, try_cast(refund AS DECIMAL(18, 4)) AS refund,
                     unit_price AS unit_price_raw, try_cast(unit_price AS DECIMAL(18, 4)) AS unit_price,
                     line_amount AS line_amount_raw, try_cast(line_amount AS DECIMAL(18, 4)) AS line_amount,
                     line_discount AS line_discount_raw, try_cast(line_discount AS DECIMAL(18, 4)) AS line_discount,
                     quantity AS quantity_raw, try_cast(quantity AS DECIMAL(18, 4)) AS quantity,
                     order_quantity AS order_quantity_raw, try_cast(order_quantity AS DECIMAL(18, 4)) AS order_quantity,
                     kinds AS kinds_raw, try_cast(kinds AS DECIMAL(18, 4)) AS kinds
              FROM source
            ) AS s1
          ) AS s2
        ) AS s3
      ) AS s4
    ) AS s5
  ) AS s6
) AS s7;
