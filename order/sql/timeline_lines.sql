-- The lines of a customer's orders up to a local day.
SELECT l.order_id, p.title, p.external_no, l.quantity, l.amount_minor
FROM order_line AS l JOIN product AS p ON p.product_id = l.product_id
WHERE l.customer_id = @customer AND l.local_day <= CAST(@as_of AS date)
ORDER BY l.order_id ASC NULLS LAST, l.line_no ASC NULLS LAST
