-- Orders, customers and money of a stretch of days, of known customers and without identity.
WITH bought AS (
  SELECT customer_id, count(*) AS orders, CAST(sum(gross_minor) AS bigint) AS gross_minor
  FROM purchase
  WHERE local_day > CAST(@after_day AS date) AND local_day <= CAST(@until_day AS date)
    AND (void_day IS NULL OR void_day > CAST(@as_of AS date)) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))
  GROUP BY customer_id
), given_back AS (
  -- Money back of an order that is no purchase any more left the gross with the order.
  SELECT CAST(coalesce(sum(amount_minor), 0) AS bigint) AS refund_minor
  FROM money_back
  LEFT JOIN purchase ON purchase.customer_id = money_back.customer_id AND purchase.order_id = money_back.order_id
    AND purchase.local_day <= CAST(@as_of AS date) AND (purchase.void_day IS NULL OR purchase.void_day > CAST(@as_of AS date))
  WHERE money_back.customer_id > 0 AND money_back.local_day > CAST(@after_day AS date) AND money_back.local_day <= CAST(@until_day AS date)
    AND (CAST(@shop AS bigint) = 0 OR money_back.shop_id = CAST(@shop AS bigint))
    AND (money_back.order_id IS NULL OR purchase.order_id IS NOT NULL)
)
SELECT CAST(coalesce(sum(CASE WHEN customer_id > 0 THEN orders END), 0) AS bigint) AS orders,
       count(CASE WHEN customer_id > 0 THEN 1 END) AS customers,
       CAST(coalesce(sum(CASE WHEN customer_id > 0 THEN gross_minor END), 0) AS bigint) AS gross_minor,
       CAST(coalesce(sum(CASE WHEN customer_id > 0 THEN gross_minor END), 0) - (SELECT refund_minor FROM given_back) AS bigint) AS net_minor,
       CAST(coalesce(sum(CASE WHEN customer_id < 0 THEN orders END), 0) AS bigint) AS keyless,
       CAST(coalesce(sum(CASE WHEN customer_id < 0 THEN gross_minor END), 0) AS bigint) AS keyless_minor
FROM bought
