-- Every row is an order's only line, where the file tells products at all.
CREATE VIEW line_of AS SELECT t.r AS f, 1 AS line_no, t.product_key, t.quantity, t.line_minor FROM typed AS t WHERE t.reason IS NULL AND t.product_key IS NOT NULL;
