-- The orders of a file that does not name them: every row is one.
CREATE TABLE grouped AS
SELECT CAST(NULL AS VARCHAR) AS order_no, r AS first_row, r AS f, 1 AS row_count, CASE WHEN product_key IS NULL THEN 0 ELSE 1 END AS line_count,
       CAST(quantity AS BIGINT) AS quantity, CASE WHEN quantity > 0 AND line_minor > 0 THEN line_minor END AS lines_minor, line_minor AS balance_minor, CAST(NULL AS BIGINT) AS refund_minor, false AS bad
FROM typed WHERE reason IS NULL;
