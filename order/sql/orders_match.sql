-- Notes the staged orders that are known, whether they moved on, and whether they still lack their lines. Of two reports of the same state the one that gives back less is the older.
INSERT INTO stage_match (order_ix, customer_id, order_id, state, add_lines, local_day)
SELECT s.order_ix, o.customer_id, o.order_id,
       CASE WHEN CAST(@items AS boolean) OR s.status_rank < o.status_rank THEN 1
            WHEN s.status_rank > o.status_rank THEN 2
            WHEN coalesce(s.returned_minor, 0) < coalesce(o.returned_minor, 0) THEN 1
            WHEN coalesce(s.returned_minor, 0) > coalesce(o.returned_minor, 0) OR s.status <> o.status OR s.gross_minor <> o.gross_minor
              OR s.discount_minor <> o.discount_minor OR s.postage_minor <> o.postage_minor
              OR s.paid_at IS DISTINCT FROM o.paid_at OR s.void_day <> coalesce(o.void_day, s.void_day + 1) THEN 2
            ELSE 1 END,
       CASE WHEN s.line_count = 0 THEN false
            WHEN CAST(@items AS boolean) THEN NOT EXISTS (
              SELECT 1 FROM order_line AS l WHERE l.customer_id = o.customer_id AND l.order_id = o.order_id AND l.line_no > 0)
            ELSE o.line_count = 0 END,
       CASE WHEN CAST(@items AS boolean) OR s.status_rank < o.status_rank
              OR s.status_rank = o.status_rank AND coalesce(s.returned_minor, 0) < coalesce(o.returned_minor, 0) THEN o.local_day
            ELSE coalesce(s.local_day, o.local_day) END
FROM stage_order AS s JOIN orders AS o ON o.shop_id = CAST(@shop AS bigint) AND o.external_no = s.external_no
