-- The orders with their final state, day and number.
CREATE TABLE sale AS
SELECT f, CAST(buyer_ix AS BIGINT) AS buyer_ix, number, status, rank_of(status) AS status_rank, ordered_at,
       CASE WHEN has_paid() THEN paid_at WHEN paid_local IS NOT NULL THEN ordered_at END AS paid_at, local_time,
       CASE WHEN paid_local IS NOT NULL AND (status = 'closed' OR refund_minor > 0 AND (reduced AND gross_minor = 0 OR NOT reduced AND refund_minor >= gross_minor))
         THEN CAST(local_time AS DATE) END AS void_day,
       gross_minor, discount_minor, postage_minor, row_count, told, summed, line_count, quantity, province, city, refund_minor, reduced, refunded_local, refunded_offset
FROM (
  SELECT a.f, p.rowid AS buyer_ix, a.number, CASE WHEN NOT is_payment() THEN coalesce(a.told_status, CASE WHEN a.paid_at IS NULL THEN 'unpaid' ELSE 'paid' END) END AS status,
         a.told_at AS ordered_at, a.paid_at AS paid_local,
         CASE WHEN has_paid() THEN instant(a.paid_at, a.paid_offset) END AS paid_at, coalesce(a.paid_at, a.ordered_at) AS local_time,
         a.gross_minor, a.discount_minor, a.postage_minor, a.row_count, a.told, a.summed, a.line_count, a.quantity, a.province, a.city, a.refund_minor, a.reduced,
         coalesce(a.finished_at, a.paid_at, a.ordered_at) AS refunded_local,
         CASE WHEN a.finished_at IS NOT NULL THEN a.finished_offset WHEN a.paid_at IS NOT NULL THEN a.paid_offset ELSE a.ordered_offset END AS refunded_offset
  FROM numbered AS a LEFT JOIN person AS p ON p.buyer_key = a.buyer_key
  WHERE NOT a.is_refund
) AS o;
