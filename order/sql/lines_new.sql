-- Adds the lines that known orders lacked, numbered on after those that were known.
INSERT INTO order_line (customer_id, order_id, line_no, shop_id, product_id, local_day, quantity, amount_minor, batch_id)
SELECT n.customer_id, n.order_id,
       CAST(n.last_no + n.direction * row_number() OVER (PARTITION BY n.order_ix ORDER BY n.direction * n.line_no ASC NULLS LAST) AS integer),
       CAST(@shop AS bigint), n.product_id, n.local_day, n.quantity, n.amount_minor, CAST(@batch AS bigint)
FROM (
  SELECT e.order_ix, e.customer_id, e.order_id, e.last_no, e.local_day, CASE WHEN e.guessed THEN -1 ELSE 1 END AS direction, l.line_no,
         d.product_id, d.quantity, d.amount_minor, d.known,
         row_number() OVER (PARTITION BY d.order_ix, d.product_id, d.quantity, d.amount_minor ORDER BY CASE WHEN e.guessed THEN -l.line_no ELSE l.line_no END ASC NULLS LAST) AS nth
  FROM stage_delta AS d JOIN stage_edit AS e ON e.order_ix = d.order_ix
  JOIN stage_line AS l ON l.order_ix = d.order_ix AND l.quantity = d.quantity AND l.amount_minor = d.amount_minor
  JOIN stage_item AS i ON i.product_ix = l.product_ix AND i.product_id = d.product_id
  WHERE d.staged > d.known AND (l.line_no < 0) = e.guessed
) AS n
WHERE n.nth > n.known
