-- An order that comes to more than was given back of it is a purchase again, unless it was closed.
UPDATE orders SET void_day = NULL
FROM (
  SELECT o.customer_id, o.order_id
  FROM {{touched: customer_id bigint, order_id bigint}} AS w JOIN orders AS o ON o.customer_id = w.customer_id AND o.order_id = w.order_id
  LEFT JOIN refund AS r ON r.customer_id = o.customer_id AND r.order_id = o.order_id
  WHERE o.void_day IS NOT NULL AND o.status <> 'closed' AND o.gross_minor > coalesce(o.returned_minor, 0)
  GROUP BY o.customer_id, o.order_id, o.gross_minor
  HAVING coalesce(sum(r.amount_minor), 0) < o.gross_minor
) AS t
WHERE orders.customer_id = t.customer_id AND orders.order_id = t.order_id
