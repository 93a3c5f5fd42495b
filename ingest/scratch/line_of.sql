-- Which order a line belongs to.
CREATE VIEW line_of AS
SELECT t.r AS r, g.f, g.first_row FROM typed AS t JOIN grouped AS g ON g.order_no = t.order_no
WHERE NOT g.bad AND NOT t.is_refund AND t.product_key IS NOT NULL;
