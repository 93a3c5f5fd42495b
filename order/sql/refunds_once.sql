-- Takes from the refund that an order report tells, under the order's own number, what single refunds of the order account for: money is given back once.
UPDATE refund SET amount_minor = t.left_minor
FROM (
  SELECT o.customer_id, o.order_id, o.external_no,
         CASE WHEN o.returned_minor > CAST(sum(r.amount_minor) AS bigint) THEN o.returned_minor - CAST(sum(r.amount_minor) AS bigint) ELSE 0 END AS left_minor
  FROM {{touched: customer_id bigint, order_id bigint}} AS w JOIN orders AS o ON o.customer_id = w.customer_id AND o.order_id = w.order_id
  JOIN refund AS r ON r.customer_id = o.customer_id AND r.order_id = o.order_id AND r.external_no <> o.external_no
  WHERE o.returned_minor > 0
  GROUP BY o.customer_id, o.order_id, o.external_no, o.returned_minor
) AS t
WHERE refund.customer_id = t.customer_id AND refund.order_id = t.order_id AND refund.external_no = t.external_no AND refund.amount_minor <> t.left_minor
