-- Adds the refunds that are new.
INSERT INTO refund (customer_id, refund_id, shop_id, external_no, order_id, refunded_at, local_day, amount_minor, kind, reason, arrived_at, batch_id)
SELECT o.customer_id, CAST(@first AS bigint) + s.back_ix, o.shop_id, s.source_no, o.order_id, s.refunded_at, s.local_day, s.amount_minor, s.kind, s.reason,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_back AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.order_no
WHERE NOT EXISTS (SELECT 1 FROM refund AS r WHERE r.shop_id = CAST(@shop AS bigint) AND r.external_no = s.source_no)
