-- The lines with the orders that they belong to. Where a file tells orders by their amounts, one of no pieces and no money was taken out of its order.
CREATE VIEW line_of AS
SELECT g.f, t.r - g.first_row + 1 AS line_no, t.product_key, coalesce(t.t_quantity, 1) AS quantity, row_minor(t.line_minor, t.t_amount) AS line_minor FROM typed AS t JOIN grouped AS g ON g.order_no = t.t_order_no
WHERE NOT g.bad AND NOT g.back AND t.product_key IS NOT NULL AND row_minor(t.line_minor, t.t_amount) IS NOT NULL AND (NOT has_amount() OR t.t_quantity IS DISTINCT FROM 0 OR t.line_minor <> 0);
