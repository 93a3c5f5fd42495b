-- The orders of a file that names them: where they begin, which row speaks for them, and what their lines come to. A file of lines is told by the row that tells most, one of orders by the one that is furthest. An order of lines with states of their own is as far as those that were not called off; these are money given back.
CREATE TABLE grouped AS
SELECT order_no, first_row, CASE WHEN has_lines() THEN 1099511627775 - lead % 1099511627776 ELSE last % 1099511627776 END AS f, row_count, line_count, quantity, lines_minor, balance_minor,
       CASE WHEN has_lines() THEN refund_minor + CASE WHEN open_rank IS NULL OR has_amount() AND NOT sums() THEN 0 ELSE lost_minor END END AS refund_minor, bad, false AS missing, mask, told,
       CASE WHEN has_lines() THEN open_rank END AS open_rank, is_back OR counts_all() AND (sums() OR NOT has_amount()) AND coalesce(balance_minor, 0) < 0 AS back
FROM (
  SELECT t_order_no AS order_no, min(r) AS first_row, count(*) AS row_count, count(product_key) FILTER (NOT has_amount() OR t_quantity IS DISTINCT FROM 0 OR line_minor <> 0) AS line_count,
         max(CAST(bit_count(mask) AS BIGINT) * 1099511627776 + 1099511627775 - r) AS lead, bit_or(mask) AS mask,
         arg_max(mask, CASE WHEN has_lines() THEN CAST(bit_count(mask) AS BIGINT) * 1099511627776 + 1099511627775 - r
           ELSE (coalesce(rank_of(t_status), 0) * 64 + CAST(bit_count(mask) AS BIGINT)) * 1099511627776 + r END) AS told,
         max((coalesce(rank_of(t_status), 0) * 64 + CAST(bit_count(mask) AS BIGINT)) * 1099511627776 + r) AS last, max(rank_of(t_status)) FILTER (t_status <> 'closed') AS open_rank,
         CAST(sum(coalesce(t_quantity, CASE WHEN has_lines() AND product_key IS NOT NULL THEN 1 END))
           FILTER ((t_quantity IS NULL OR t_quantity > 0) AND (product_key IS NOT NULL OR NOT has_goods())) AS BIGINT) AS quantity,
         CAST(sum(row_minor(line_minor, t_amount)) FILTER (counts_all() OR t_quantity > 0 AND line_minor > 0) AS BIGINT) AS lines_minor,
         CAST(sum(row_minor(line_minor, t_amount)) AS BIGINT) AS balance_minor,
         CAST(coalesce(CASE WHEN back_repeats() THEN max(t_refund) ELSE sum(t_refund) END, 0) AS BIGINT) AS refund_minor,
         CAST(coalesce(sum(row_minor(line_minor, t_amount)) FILTER (t_status = 'closed' AND coalesce(t_refund, 0) = 0), 0) AS BIGINT) AS lost_minor,
         bool_or(reason IS NOT NULL) AS bad, bool_or(is_refund) AS is_back
  FROM told WHERE t_order_no IS NOT NULL GROUP BY t_order_no
) AS g;
