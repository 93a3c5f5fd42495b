-- The orders of a file that names them: where they begin, which row speaks for them, and what their lines come to.
CREATE TABLE grouped AS
SELECT order_no, min(r) AS first_row,
       CASE WHEN has_lines() THEN min(r) ELSE max(coalesce(rank_of(status), 0) * 1099511627776 + r) % 1099511627776 END AS f,
       count(*) AS row_count, count(product_key) FILTER (NOT has_amount() OR quantity IS DISTINCT FROM 0 OR line_minor <> 0) AS line_count,
       CAST(sum(quantity) FILTER (WHERE quantity > 0) AS BIGINT) AS quantity,
       CAST(sum(line_minor) FILTER (WHERE quantity > 0 AND line_minor > 0) AS BIGINT) AS lines_minor,
       CAST(sum(line_minor) AS BIGINT) AS balance_minor,
       CASE WHEN has_lines() THEN CAST(sum(refund_minor) AS BIGINT) END AS refund_minor, bool_or(reason IS NOT NULL) AS bad
FROM typed WHERE order_no IS NOT NULL GROUP BY order_no;
