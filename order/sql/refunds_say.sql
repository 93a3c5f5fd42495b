-- Adds them.
INSERT INTO refund (customer_id, refund_id, shop_id, external_no, order_id, refunded_at, local_day, amount_minor, arrived_at, batch_id)
SELECT u.customer_id, CAST(@first AS bigint) - 1 + row_number() OVER (ORDER BY u.order_id ASC NULLS LAST), CAST(@shop AS bigint), u.external_no, u.order_id,
       u.refunded_at, u.local_day, u.amount_minor, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM {{unsaid: customer_id bigint, order_id bigint, external_no varchar, refunded_at timestamptz, local_day date, amount_minor bigint}} AS u
