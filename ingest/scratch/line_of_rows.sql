-- Every row is an order's only line, where the file tells products at all.
CREATE VIEW line_of AS SELECT t.r AS r, t.r AS f, t.r AS first_row FROM typed AS t WHERE t.reason IS NULL AND t.product_key IS NOT NULL;
