-- Notes the staged orders that are known, and whether they moved on. Of two reports of the same state the one that gives back less is the older. A part of an order, told by a file of lines, only adds: the earliest of its times and the most of its discounts count. A bare report tells what was paid for a known order, and nothing else.
INSERT INTO stage_match (order_ix, customer_id, order_id, state, older, timed, edited, local_day, row_count, was_sum)
SELECT c.order_ix, c.customer_id, c.order_id,
       CASE WHEN c.moved THEN 2 ELSE 1 END, c.older, c.moved AND c.timed, c.unsummed,
       CASE WHEN c.moved AND c.timed THEN c.told_day ELSE c.local_day END, c.row_count, coalesce(c.gross_rule, 0) > 0
FROM (
  SELECT k.order_ix, k.customer_id, k.order_id, k.row_count, k.gross_rule, k.local_day, k.told_day, k.older,
         NOT k.bare AND (NOT k.part OR k.risen OR k.earlier) AS timed,
         k.told AND k.summed AND k.gross_rule IS NULL AND k.gross_differs AS unsummed,
         k.told AND k.bare AND (k.gross_differs OR coalesce(k.gross_rule, 0) > 0) OR k.told AND NOT k.bare AND NOT k.older AND (k.risen OR k.more_returned
           OR NOT k.summed AND (k.gross_differs OR coalesce(k.gross_rule, 0) > 0)
           OR k.part AND (k.discount_more OR k.postage_more OR k.earlier OR k.void_differs AND k.closed)
           OR NOT k.part AND (k.discount_differs OR k.postage_differs OR k.paid_differs OR k.void_differs)) AS moved
  FROM (
    SELECT s.order_ix, o.customer_id, o.order_id, s.row_count, s.told, s.summed, s.summed AND NOT s.whole AS part, s.status IS NULL AS bare, o.gross_rule, o.local_day,
           coalesce(s.local_day, o.local_day) AS told_day,
           coalesce(s.status_rank < o.status_rank OR s.status_rank = o.status_rank AND s.returned_minor < coalesce(o.returned_minor, 0), false) AS older,
           coalesce(s.status_rank > o.status_rank, false) AS risen,
           coalesce(s.returned_minor, 0) > coalesce(o.returned_minor, 0) AS more_returned,
           s.gross_minor <> o.gross_minor AS gross_differs,
           s.discount_minor <> o.discount_minor AS discount_differs, s.discount_minor > o.discount_minor AS discount_more,
           s.postage_minor <> o.postage_minor AS postage_differs, s.postage_minor > o.postage_minor AS postage_more,
           s.paid_at IS DISTINCT FROM o.paid_at AS paid_differs,
           coalesce(CASE WHEN s.paid_at IS NULL AND o.paid_at IS NOT NULL THEN false WHEN s.paid_at IS NOT NULL AND o.paid_at IS NULL THEN true
                         ELSE coalesce(s.paid_at, s.ordered_at) < coalesce(o.paid_at, o.ordered_at) END, false) AS earlier,
           coalesce(s.void_day <> coalesce(o.void_day, s.void_day + 1), false) AS void_differs,
           coalesce(s.status = 'closed', false) AS closed
    FROM stage_order AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.external_no
  ) AS k
) AS c
