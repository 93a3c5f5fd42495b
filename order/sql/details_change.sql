-- Brings what is known of orders to what the file says; what it does not say stays.
UPDATE order_detail SET source = coalesce(s.source, order_detail.source), source_group = coalesce(s.source_group, order_detail.source_group),
       shipped_at = coalesce(s.shipped_at, order_detail.shipped_at), shipped_day = coalesce(s.shipped_day, order_detail.shipped_day),
       delivered_at = coalesce(s.delivered_at, order_detail.delivered_at), delivered_day = coalesce(s.delivered_day, order_detail.delivered_day)
FROM stage_detail AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.external_no
WHERE order_detail.customer_id = o.customer_id AND order_detail.order_id = o.order_id
  AND (s.source IS NOT NULL AND order_detail.source IS DISTINCT FROM s.source
    OR s.source_group IS NOT NULL AND order_detail.source_group IS DISTINCT FROM s.source_group
    OR s.shipped_at IS NOT NULL AND order_detail.shipped_at IS DISTINCT FROM s.shipped_at
    OR s.delivered_at IS NOT NULL AND order_detail.delivered_at IS DISTINCT FROM s.delivered_at)
