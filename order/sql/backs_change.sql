-- Brings known refunds to what the file says: the amount only grows, the kind and the reason are the file's. One that an order's amount has left out already stays at nothing.
UPDATE refund SET amount_minor = CASE WHEN s.amount_minor > refund.amount_minor AND NOT coalesce(s.net, false) THEN s.amount_minor ELSE refund.amount_minor END,
       kind = coalesce(s.kind, refund.kind), reason = coalesce(s.reason, refund.reason)
FROM (
  SELECT b.source_no, b.amount_minor, b.kind, b.reason, o.returned_minor > 0 AND o.void_day IS NULL
         AND NOT EXISTS (SELECT 1 FROM refund AS r WHERE r.customer_id = o.customer_id AND r.order_id = o.order_id AND r.external_no = o.external_no) AS net
  FROM (SELECT source_no, order_no, amount_minor, kind, reason FROM stage_back) AS b
  JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = b.order_no
) AS s
WHERE refund.shop_id = CAST(@shop AS bigint) AND refund.external_no = s.source_no
  AND (s.amount_minor > refund.amount_minor AND NOT coalesce(s.net, false) OR s.kind IS NOT NULL AND refund.kind IS DISTINCT FROM s.kind
    OR s.reason IS NOT NULL AND refund.reason IS DISTINCT FROM s.reason)
