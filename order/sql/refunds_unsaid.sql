-- What was given back of changed orders and is no refund yet: of a wholly returned order that is not any more, and of one of which a part was wholly returned.
SELECT o.customer_id, o.order_id, o.external_no, o.paid_at AS refunded_at, coalesce(o.void_day, o.local_day) AS local_day,
       CASE WHEN o.returned_minor > coalesce(sum(r.amount_minor), 0) THEN CAST(o.returned_minor - coalesce(sum(r.amount_minor), 0) AS bigint) ELSE 0 END AS amount_minor
FROM stage_match AS m JOIN stage_order AS s ON s.order_ix = m.order_ix JOIN orders AS o ON o.customer_id = m.customer_id AND o.order_id = m.order_id
LEFT JOIN refund AS r ON r.customer_id = o.customer_id AND r.order_id = o.order_id
WHERE (m.state = 2 OR m.state = 1 AND m.edited) AND o.paid_at IS NOT NULL AND o.returned_minor > 0
  AND (o.void_day IS NULL AND (s.summed OR o.gross_rule > 0) OR o.void_day IS NOT NULL AND o.status <> 'closed' AND o.gross_minor > o.returned_minor)
GROUP BY o.customer_id, o.order_id, o.external_no, o.paid_at, o.void_day, o.local_day, o.gross_minor, o.returned_minor
HAVING count(CASE WHEN r.external_no = o.external_no THEN 1 END) = 0 AND (o.void_day IS NULL OR coalesce(sum(r.amount_minor), 0) < o.gross_minor)
