-- Gives the new orders their numbers and their customers.
INSERT INTO stage_match (order_ix, customer_id, order_id, state, older, timed, edited, local_day, row_count, was_sum)
SELECT n.order_ix, coalesce(b.customer_id, -n.order_id), n.order_id, 0, false, true, false, n.local_day, n.row_count, false
FROM (SELECT s.order_ix, s.buyer_ix, s.local_day, s.row_count,
             CAST(@first AS bigint) - 1 + row_number() OVER (ORDER BY s.order_ix ASC NULLS LAST) AS order_id
      FROM stage_order AS s
      WHERE s.ordered_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stage_match AS m WHERE m.order_ix = s.order_ix)) AS n
LEFT JOIN stage_buyer AS b ON b.buyer_ix = n.buyer_ix
