-- The orders of a file that names them: where they begin, which row speaks for them, and what their lines come to. A file of lines is told by the row that tells most, one of orders by the one that is furthest.
CREATE TABLE grouped AS
SELECT order_no, first_row, CASE WHEN has_lines() THEN 1099511627775 - lead % 1099511627776 ELSE last % 1099511627776 END AS f, row_count, line_count, quantity, lines_minor, balance_minor, refund_minor, bad,
       mask, told, is_back OR counts_all() AND (sums() OR NOT has_amount()) AND coalesce(balance_minor, 0) < 0 AS back
FROM (
  SELECT t_order_no AS order_no, min(r) AS first_row, count(*) AS row_count, count(product_key) AS line_count,
         max(CAST(bit_count(mask) AS BIGINT) * 1099511627776 + 1099511627775 - r) AS lead, bit_or(mask) AS mask,
         arg_max(mask, CAST(bit_count(mask) AS BIGINT) * 1099511627776 + 1099511627775 - r) AS told,
         max(coalesce(rank_of(t_status), 0) * 1099511627776 + r) AS last,
         CAST(sum(coalesce(t_quantity, CASE WHEN has_lines() AND product_key IS NOT NULL THEN 1 END)) FILTER (counts_all() OR t_quantity > 0) AS BIGINT) AS quantity,
         CAST(sum(row_minor(line_minor, t_amount)) FILTER (counts_all() OR t_quantity > 0 AND line_minor > 0) AS BIGINT) AS lines_minor,
         CAST(sum(row_minor(line_minor, t_amount)) AS BIGINT) AS balance_minor,
         CASE WHEN has_lines() THEN CAST(sum(t_refund) AS BIGINT) END AS refund_minor, bool_or(reason IS NOT NULL) AS bad, bool_or(is_refund) AS is_back
  FROM told WHERE t_order_no IS NOT NULL GROUP BY t_order_no
) AS g;
