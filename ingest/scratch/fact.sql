-- One row for every order and every refund, with what its leading row says.
CREATE TABLE fact AS
SELECT g.f, g.order_no, t.is_refund, g.line_count, coalesce(g.quantity, t.order_quantity, 0) AS quantity, g.balance_minor, t.status AS told_status,
       coalesce(t.ordered_at, t.paid_at) AS ordered_at, CASE WHEN t.ordered_at IS NULL THEN t.paid_offset ELSE t.ordered_offset END AS ordered_offset,
       CASE WHEN has_paid() THEN t.paid_at WHEN coalesce(t.status, 'paid') <> 'unpaid' THEN t.ordered_at END AS paid_at,
       CASE WHEN has_paid() THEN t.paid_offset ELSE t.ordered_offset END AS paid_offset,
       t.finished_at, t.finished_offset,
       coalesce(CASE WHEN has_amount() THEN t.amount_minor ELSE g.lines_minor END, 0) AS gross_minor,
       coalesce(t.discount_minor, 0) AS discount_minor, coalesce(t.postage_minor, 0) AS postage_minor, coalesce(g.refund_minor, t.refund_minor, 0) AS refund_minor,
       coalesce(t.refund_minor > 0 AND t.amount_minor + t.refund_minor <= t.total_minor, false) AS reduced,
       t.kinds, t.order_quantity, t.titles, t.name, t.gender, t.country,
       coalesce(t.province, CASE WHEN t.address IS NOT NULL THEN split_part(t.address, ' ', 1) END) AS province,
       coalesce(t.city, nullif(split_part(t.address, ' ', 2), '')) AS city, t.agreed,
       instant(coalesce(t.ordered_at, t.paid_at), CASE WHEN t.ordered_at IS NULL THEN t.paid_offset ELSE t.ordered_offset END) AS told_at,
       nullif(concat_ws(chr(31), 'o' || t.ouid, 'x' || t.external, 'n' || t.nick, 'e' || t.email, 'p' || t.phone, 'a' || t.alipay), '') AS buyer_key
FROM grouped AS g JOIN typed AS t ON t.r = g.f WHERE NOT g.bad;
