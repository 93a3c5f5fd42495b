-- The different products that rows are about, and the product of each row; rowid counts the products.
CREATE TABLE ware AS
SELECT coalesce(t_product_no, t_product_title) AS product_key, arg_max(t_product_title, r) FILTER (t_product_title IS NOT NULL) AS title,
       arg_max(t_category, r) FILTER (t_category IS NOT NULL) AS category, arg_max(t_brand, r) FILTER (t_brand IS NOT NULL) AS brand
FROM typed WHERE reason IS NULL AND coalesce(t_product_no, t_product_title) IS NOT NULL GROUP BY coalesce(t_product_no, t_product_title);
CREATE VIEW stage_ware AS
SELECT CAST(rowid AS BIGINT) AS product_ix, product_key AS external_no, title, category, brand, CAST(NULL AS BIGINT) AS cost_minor, CAST(NULL AS BIGINT) AS list_minor,
       CAST(NULL AS DATE) AS listed_day, CAST(NULL AS BIGINT) AS stock, CAST(NULL AS DOUBLE) AS period_days, CAST(NULL AS VARCHAR) AS consumption_group
FROM ware;
CREATE VIEW which AS
SELECT t.r, CAST(w.rowid AS BIGINT) AS product_ix FROM typed AS t JOIN ware AS w ON w.product_key = coalesce(t.t_product_no, t.t_product_title) WHERE t.reason IS NULL;
