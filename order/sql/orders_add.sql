-- Adds the new orders.
INSERT INTO orders (customer_id, order_id, shop_id, external_no, status, status_rank, ordered_at, paid_at, local_day, local_hour,
                    void_day, returned_minor, gross_minor, gross_rule, discount_minor, postage_minor, line_count, quantity, province, city, arrived_at, batch_id)
SELECT m.customer_id, m.order_id, CAST(@shop AS bigint), s.external_no, s.status, s.status_rank, s.ordered_at, s.paid_at, s.local_day, s.local_hour,
       s.void_day, s.returned_minor, s.gross_minor, CASE WHEN NOT s.summed THEN 0 WHEN s.sales_only THEN 2 ELSE 1 END,
       s.discount_minor, s.postage_minor, s.line_count, s.quantity, s.province, s.city,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_order AS s JOIN stage_match AS m ON m.order_ix = s.order_ix
WHERE m.state = 0
