-- An order of which all was given back is no purchase from the day of the last refund on.
UPDATE orders SET void_day = t.last_day
FROM (
  SELECT o.customer_id, o.order_id, max(r.local_day) AS last_day
  FROM {{touched: customer_id bigint, order_id bigint}} AS w JOIN orders AS o ON o.customer_id = w.customer_id AND o.order_id = w.order_id
  JOIN refund AS r ON r.customer_id = o.customer_id AND r.order_id = o.order_id
  WHERE o.void_day IS NULL AND o.gross_minor > 0
  GROUP BY o.customer_id, o.order_id, o.gross_minor
  HAVING sum(r.amount_minor) >= o.gross_minor
) AS t
WHERE orders.customer_id = t.customer_id AND orders.order_id = t.order_id
