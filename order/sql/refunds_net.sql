-- Where the amount of an order is already what was left after its refunds, the single refunds take nothing off it again.
UPDATE refund SET amount_minor = 0
FROM (
  SELECT o.customer_id, o.order_id
  FROM {{touched: customer_id bigint, order_id bigint}} AS w JOIN orders AS o ON o.customer_id = w.customer_id AND o.order_id = w.order_id
  WHERE o.returned_minor > 0 AND o.void_day IS NULL
    AND NOT EXISTS (SELECT 1 FROM refund AS r WHERE r.customer_id = o.customer_id AND r.order_id = o.order_id AND r.external_no = o.external_no)
) AS t
WHERE refund.customer_id = t.customer_id AND refund.order_id = t.order_id AND refund.amount_minor <> 0
