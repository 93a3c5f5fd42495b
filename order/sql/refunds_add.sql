-- Adds the refunds that are new.
INSERT INTO refund (customer_id, refund_id, shop_id, external_no, order_id, refunded_at, local_day, amount_minor, arrived_at, batch_id)
SELECT coalesce(m.customer_id, b.customer_id, -n.refund_id), n.refund_id, CAST(@shop AS bigint), n.external_no, m.order_id, n.refunded_at, n.local_day,
       n.amount_minor, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM (SELECT s.order_ix, s.buyer_ix, s.external_no, s.refunded_at, s.local_day, s.amount_minor,
             CAST(@first AS bigint) - 1 + row_number() OVER (ORDER BY s.refund_ix ASC NULLS LAST) AS refund_id
      FROM stage_refund AS s
      WHERE NOT EXISTS (SELECT 1 FROM refund AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.external_no = s.external_no)) AS n
LEFT JOIN stage_match AS m ON m.order_ix = n.order_ix
LEFT JOIN stage_buyer AS b ON b.buyer_ix = n.buyer_ix
WHERE n.order_ix IS NULL OR m.order_ix IS NOT NULL
