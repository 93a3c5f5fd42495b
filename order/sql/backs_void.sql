-- An order of which all was given back is no purchase from the day of the last refund on.
UPDATE orders SET void_day = t.last_day
FROM (
  SELECT r.customer_id, r.order_id, CAST(sum(r.amount_minor) AS bigint) AS back_minor, max(r.local_day) AS last_day
  FROM refund AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.order_id IS NOT NULL GROUP BY r.customer_id, r.order_id
) AS t
WHERE orders.customer_id = t.customer_id AND orders.order_id = t.order_id AND orders.void_day IS NULL AND orders.gross_minor > 0
  AND t.back_minor >= orders.gross_minor
  AND EXISTS (SELECT 1 FROM stage_back AS s WHERE s.order_no = orders.external_no)
