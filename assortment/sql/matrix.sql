-- What each product did in the days up to a day and in as many before: pieces, money, buyers, baskets, and who came back.
WITH paid AS MATERIALIZED (
  SELECT customer_id, order_id, local_day
  FROM purchase
  WHERE local_day > CAST(@as_of AS date) - 2 * CAST(@days AS integer) AND local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
), item AS MATERIALIZED (
  SELECT paid.customer_id, paid.local_day, product_id, CAST(sum(quantity) AS bigint) AS units, CAST(sum(amount_minor) AS bigint) AS sales_minor
  FROM paid
  JOIN purchase_line ON purchase_line.customer_id = paid.customer_id AND purchase_line.order_id = paid.order_id
  WHERE quantity > 0
  GROUP BY paid.customer_id, paid.local_day, product_id
), basket AS (
  SELECT customer_id, local_day, count(*) AS products FROM item GROUP BY customer_id, local_day
), opening AS (
  SELECT customer_id, min(local_day) AS first_day
  FROM purchase
  WHERE customer_id > 0 AND local_day <= CAST(@as_of AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), occasion AS (
  SELECT customer_id, local_day, lead(local_day) OVER (PARTITION BY customer_id ORDER BY local_day ASC NULLS LAST) AS next_day
  FROM (SELECT customer_id, local_day FROM paid WHERE customer_id > 0 GROUP BY customer_id, local_day) AS one
), bought AS (
  SELECT item.customer_id, item.product_id, min(item.local_day) AS first_sale,
         sum(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN units ELSE 0 END) AS units,
         sum(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN 0 ELSE units END) AS units_before,
         sum(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN sales_minor ELSE 0 END) AS sales_minor,
         sum(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN 0 ELSE sales_minor END) AS sales_before_minor,
         count(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) THEN 1 END) AS baskets,
         count(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND products > 1 THEN 1 END) AS shared,
         count(CASE WHEN item.local_day > CAST(@as_of AS date) - CAST(@days AS integer) AND item.local_day = first_day THEN 1 END) AS opened,
         count(CASE WHEN item.local_day <= CAST(@as_of AS date) - CAST(@days AS integer) THEN 1 END) AS watched,
         count(CASE WHEN item.local_day <= CAST(@as_of AS date) - CAST(@days AS integer) AND next_day <= item.local_day + CAST(@days AS integer) THEN 1 END) AS returned
  FROM item
  JOIN basket ON basket.customer_id = item.customer_id AND basket.local_day = item.local_day
  LEFT JOIN opening ON opening.customer_id = item.customer_id
  LEFT JOIN occasion ON occasion.customer_id = item.customer_id AND occasion.local_day = item.local_day
  GROUP BY item.customer_id, item.product_id
), sold AS (
  SELECT product_id, min(first_sale) AS first_sale, CAST(sum(units) AS bigint) AS units, CAST(sum(units_before) AS bigint) AS units_before,
         CAST(sum(sales_minor) AS bigint) AS sales_minor, CAST(sum(sales_before_minor) AS bigint) AS sales_before_minor,
         count(CASE WHEN customer_id > 0 AND baskets > 0 THEN 1 END) AS buyers, count(CASE WHEN customer_id > 0 AND opened > 0 THEN 1 END) AS first_buyers,
         count(CASE WHEN customer_id > 0 AND watched > 0 THEN 1 END) AS watched, count(CASE WHEN customer_id > 0 AND returned > 0 THEN 1 END) AS rebuyers,
         CAST(sum(baskets) AS bigint) AS baskets, CAST(sum(shared) AS bigint) AS shared
  FROM bought
  GROUP BY product_id
)
SELECT sold.product_id, coalesce(category, '') AS category, first_sale, listed_day, cost_minor, margin_bp,
       units, units_before, sales_minor, sales_before_minor, buyers, first_buyers, watched, rebuyers, baskets, shared
FROM sold
JOIN product_view ON product_view.product_id = sold.product_id
JOIN shop_view ON shop_view.shop_id = product_view.shop_id
ORDER BY sold.product_id ASC NULLS LAST
