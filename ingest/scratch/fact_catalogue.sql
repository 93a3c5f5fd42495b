-- The products of a list; of two rows of a number each value is the last that is told.
CREATE TABLE ware AS
SELECT t_product_no AS product_key, arg_max(t_title, r) FILTER (t_title IS NOT NULL) AS title, arg_max(t_category, r) FILTER (t_category IS NOT NULL) AS category,
       arg_max(t_brand, r) FILTER (t_brand IS NOT NULL) AS brand, arg_max(t_cost, r) FILTER (t_cost IS NOT NULL) AS cost_minor,
       arg_max(t_list_price, r) FILTER (t_list_price IS NOT NULL) AS list_minor, arg_max(t_listed_on, r) FILTER (t_listed_on IS NOT NULL) AS listed_day,
       arg_max(t_stock, r) FILTER (t_stock IS NOT NULL) AS stock, arg_max(t_period_days, r) FILTER (t_period_days > 0) AS period_days,
       arg_max(t_group, r) FILTER (t_group IS NOT NULL) AS consumption_group
FROM typed WHERE reason IS NULL GROUP BY t_product_no;
CREATE VIEW stage_ware AS
SELECT CAST(rowid AS BIGINT) AS product_ix, product_key AS external_no, title, category, brand, cost_minor, list_minor, listed_day, stock, period_days, consumption_group FROM ware;
