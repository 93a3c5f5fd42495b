-- What goes to the shop, in the columns of its staging tables.
CREATE VIEW stage_product AS SELECT rowid AS product_ix, product_key AS external_no, title, category FROM product;
CREATE VIEW stage_order AS
SELECT s.f AS order_ix, s.buyer_ix, s.number AS external_no, CAST(s.row_count AS INTEGER) AS row_count, s.told, s.told AND NOT s.summed AS whole,
       s.summed, NOT counts_all() AS sales_only, s.status, CAST(s.status_rank AS SMALLINT) AS status_rank, s.ordered_at, s.paid_at,
       CAST(s.local_time AS DATE) AS local_day, CAST(hour(s.local_time) AS SMALLINT) AS local_hour, s.void_day,
       s.refund_minor AS returned_minor, s.gross_minor, s.discount_minor, s.postage_minor, CAST(s.line_count + coalesce(g.line_count, 0) AS INTEGER) AS line_count, CASE WHEN s.quantity = 0 THEN coalesce(g.pieces, 0) ELSE s.quantity END AS quantity, s.province, s.city
FROM sale AS s LEFT JOIN (SELECT f, count(*) AS line_count, CAST(sum(quantity) AS BIGINT) AS pieces FROM guess GROUP BY f) AS g ON g.f = s.f;
CREATE VIEW stage_line AS
SELECT l.f AS order_ix, CAST(l.line_no AS INTEGER) AS line_no, p.rowid AS product_ix, l.quantity, l.line_minor AS amount_minor
FROM line_of AS l JOIN product AS p ON p.product_key = l.product_key
UNION ALL
SELECT g.f, g.line_no, p.rowid, g.quantity, g.amount_minor FROM guess AS g JOIN product AS p ON p.product_key = g.product_key;
CREATE VIEW stage_refund AS
SELECT f AS refund_ix, CAST(f AS BIGINT) AS order_ix, buyer_ix, number AS external_no, 0 AS row_count, instant(refunded_local, refunded_offset) AS refunded_at,
       CAST(refunded_local AS DATE) AS local_day, refund_minor AS amount_minor
FROM sale WHERE refund_minor > 0 AND NOT reduced AND void_day IS NULL AND paid_at IS NOT NULL
UNION ALL
SELECT a.f, CAST(NULL AS BIGINT), CAST(p.rowid AS BIGINT), a.order_no, CAST(a.row_count AS INTEGER), instant(a.ordered_at, a.ordered_offset), CAST(a.ordered_at AS DATE), -a.balance_minor
FROM fact AS a LEFT JOIN person AS p ON p.buyer_key = a.buyer_key
WHERE a.is_refund AND a.balance_minor < 0;
