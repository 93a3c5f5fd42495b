-- The orders of a file that does not name them: every row is one.
CREATE TABLE grouped AS
SELECT CAST(NULL AS VARCHAR) AS order_no, r AS first_row, r AS f, 1 AS row_count, CASE WHEN product_key IS NULL THEN 0 ELSE 1 END AS line_count,
       CAST(t_quantity AS BIGINT) AS quantity, CASE WHEN counts_all() OR t_quantity > 0 AND line_minor > 0 THEN line_minor END AS lines_minor, line_minor AS balance_minor, CAST(NULL AS BIGINT) AS refund_minor, CAST(NULL AS INTEGER) AS open_rank, false AS bad,
       NOT has_amount() AND coalesce(line_minor, 0) < 0 AS back
FROM typed WHERE reason IS NULL;
