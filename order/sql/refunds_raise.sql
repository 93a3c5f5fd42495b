-- Raises known refunds of known orders to what was given back, less what single refunds of the order account for; none is ever lowered.
UPDATE refund SET amount_minor = t.left_minor
FROM (
  SELECT o.customer_id, o.order_id, o.external_no,
         CAST(CASE WHEN s.returned_minor > coalesce(o.returned_minor, 0) THEN s.returned_minor ELSE o.returned_minor END - coalesce(sum(r.amount_minor), 0) AS bigint) AS left_minor
  FROM stage_match AS m JOIN stage_order AS s ON s.order_ix = m.order_ix JOIN orders AS o ON o.customer_id = m.customer_id AND o.order_id = m.order_id
  LEFT JOIN refund AS r ON r.customer_id = o.customer_id AND r.order_id = o.order_id AND r.external_no <> o.external_no
  WHERE m.state > 0 AND (s.returned_minor > 0 OR o.returned_minor > 0)
  GROUP BY o.customer_id, o.order_id, o.external_no, s.returned_minor, o.returned_minor
) AS t
WHERE refund.customer_id = t.customer_id AND refund.order_id = t.order_id AND refund.external_no = t.external_no AND refund.amount_minor < t.left_minor
