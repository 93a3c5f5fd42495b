-- Every row is an order's only line, where the file tells products at all.
CREATE VIEW line_of AS SELECT t.r AS f, 1 AS line_no, t.product_key, coalesce(t.t_quantity, 1) AS quantity, coalesce(t.line_minor, t.t_amount, 0) AS line_minor FROM typed AS t JOIN grouped AS g ON g.f = t.r
WHERE t.reason IS NULL AND NOT g.back AND t.product_key IS NOT NULL;
