-- The lines with the orders that they belong to.
CREATE VIEW line_of AS
SELECT g.f, t.r - g.first_row + 1 AS line_no, t.product_key, t.quantity, t.line_minor FROM typed AS t JOIN grouped AS g ON g.order_no = t.order_no
WHERE NOT g.bad AND NOT t.is_refund AND t.product_key IS NOT NULL;
