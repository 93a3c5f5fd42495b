-- Chains the occasions of a span of customers of whom no order was ever voided.
INSERT INTO occasion (customer_id, chain_id, local_day, shop_id, ordinal, first_day, before_day, next_day, orders, gross_minor)
WITH bought AS (
  SELECT customer_id, local_day, min(shop_id) AS shop_from, max(shop_id) AS shop_to, count(void_day) AS voids,
         count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM purchase
  WHERE customer_id > CAST(@customers_above AS bigint) AND customer_id <= CAST(@customers_until AS bigint)
  GROUP BY customer_id, local_day
), chained AS (
  SELECT customer_id, local_day, orders, gross_minor, sum(voids) OVER (PARTITION BY customer_id) AS voids,
         min(shop_from) OVER (PARTITION BY customer_id) AS shop_from, max(shop_to) OVER (PARTITION BY customer_id) AS shop_to,
         row_number() OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS ordinal,
         min(local_day) OVER (PARTITION BY customer_id) AS first_day,
         lag(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS before_day,
         lead(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS next_day
  FROM bought
)
SELECT customer_id, CAST(@chain AS bigint), local_day, CASE WHEN shop_from = shop_to THEN shop_from ELSE 0 END, CAST(ordinal AS integer),
       first_day, before_day, next_day, CAST(orders AS integer), gross_minor
FROM chained
WHERE voids = 0
