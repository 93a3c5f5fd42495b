-- The orders and refunds of a customer up to a local day, newest first.
SELECT e.kind, e.order_id, e.shop_id, e.occurred_at, e.local_day, e.external_no, e.state, e.void, e.amount_minor, s.currency
FROM (
  SELECT 'order' AS kind, order_id, order_id AS fact_id, shop_id, coalesce(paid_at, ordered_at) AS occurred_at, local_day, external_no, status AS state,
         coalesce(void_day <= CAST(@as_of AS date), false) AS void, gross_minor AS amount_minor
  FROM orders WHERE customer_id = @customer AND local_day <= CAST(@as_of AS date)
  UNION ALL
  SELECT 'refund', coalesce(order_id, 0), refund_id, shop_id, refunded_at, local_day, external_no, '', false, amount_minor
  FROM refund WHERE customer_id = @customer AND local_day <= CAST(@as_of AS date)
) AS e JOIN shop AS s ON s.shop_id = e.shop_id
ORDER BY e.occurred_at DESC NULLS LAST, e.kind ASC NULLS LAST, e.fact_id DESC NULLS LAST
