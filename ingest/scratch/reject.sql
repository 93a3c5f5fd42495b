-- The refused rows, and the other rows of their orders.
CREATE TABLE reject AS
SELECT coalesce(row_no, r + first_row()) AS row_no, split_part(reason, ':', 1) AS reason, split_part(reason, ':', 2) AS field, false AS late
FROM typed WHERE reason IS NOT NULL
UNION ALL
SELECT coalesce(t.row_no, t.r + first_row()), 'order_incomplete', 'order_no', false
FROM typed AS t JOIN grouped AS g ON g.order_no = t.t_order_no WHERE g.bad AND t.reason IS NULL
UNION ALL
SELECT coalesce(t.row_no, t.r + first_row()), 'refund_of_nothing', '', false
FROM typed AS t JOIN grouped AS g ON g.order_no = t.t_order_no WHERE NOT g.bad AND g.back AND coalesce(g.balance_minor, 0) >= 0 AND t.reason IS NULL;
