-- The lines with the orders that they belong to. Where a file tells orders by their amounts, one of no pieces and no money was taken out of its order.
CREATE VIEW line_of AS
SELECT g.f, t.r - g.first_row + 1 AS line_no, t.product_key, t.quantity, t.line_minor FROM typed AS t JOIN grouped AS g ON g.order_no = t.order_no
WHERE NOT g.bad AND NOT t.is_refund AND t.product_key IS NOT NULL AND (NOT has_amount() OR t.quantity IS DISTINCT FROM 0 OR t.line_minor <> 0);
