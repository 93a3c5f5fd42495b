-- One row for every order and every refund, with what its leading row says.
CREATE TABLE fact AS
SELECT g.f, g.order_no, g.back AS is_refund, g.line_count, g.row_count, coalesce(g.quantity, t.t_order_quantity, 0) AS quantity, g.balance_minor, coalesce(state_of(g.open_rank), t.t_status) AS told_status,
       coalesce(t.t_ordered_at, t.t_paid_at) AS ordered_at, CASE WHEN t.t_ordered_at IS NULL THEN t.t_paid_at_offset ELSE t.t_ordered_at_offset END AS ordered_offset,
       CASE WHEN has_paid() THEN t.t_paid_at WHEN coalesce(t.t_status, 'paid') <> 'unpaid' THEN t.t_ordered_at END AS paid_at,
       CASE WHEN has_paid() THEN t.t_paid_at_offset ELSE t.t_ordered_at_offset END AS paid_offset,
       t.t_finished_at AS finished_at, t.t_finished_at_offset AS finished_offset,
       coalesce(CASE WHEN has_amount() AND NOT sums() THEN coalesce(t.t_amount, g.lines_minor) ELSE g.lines_minor END, 0) AS gross_minor,
       coalesce(t.t_discount, 0) AS discount_minor, coalesce(t.t_postage, 0) AS postage_minor, coalesce(g.refund_minor, t.t_refund, 0) AS refund_minor,
       coalesce(t.t_refund > 0 AND t.t_amount + t.t_refund <= t.t_total, false) AS reduced,
       NOT (items_only() OR has_lines() AND has_amount() AND NOT sums() AND t.t_amount IS NULL AND t.t_status IS NULL) AS told,
       (NOT has_amount() OR sums() OR t.t_amount IS NULL) AND (has_goods() OR NOT has_lines()) AND NOT is_payment() AS summed,
       t.t_kinds AS kinds, t.t_order_quantity AS order_quantity, t.t_titles AS titles, t.t_name AS name, t.t_gender AS gender, t.t_country AS country,
       coalesce(t.t_province, CASE WHEN t.t_address IS NOT NULL THEN split_part(t.t_address, ' ', 1) END) AS province,
       coalesce(t.t_city, nullif(split_part(t.t_address, ' ', 2), '')) AS city, CASE t.t_agreed WHEN 'yes' THEN true WHEN 'no' THEN false END AS agreed,
       instant(coalesce(t.t_ordered_at, t.t_paid_at), CASE WHEN t.t_ordered_at IS NULL THEN t.t_paid_at_offset ELSE t.t_ordered_at_offset END) AS told_at,
       nullif(concat_ws(chr(31), 'o' || t.t_ouid, 'x' || t.t_external, 'n' || t.t_nick, 'e' || t.t_email, 'p' || t.t_phone, 'a' || t.t_alipay), '') AS buyer_key
FROM grouped AS g JOIN typed AS t ON t.r = g.f WHERE NOT g.bad;
