-- Takes away the lines that the file no longer tells of orders whose lines it tells all. Of lines alike the first ones stay.
DELETE FROM order_line WHERE EXISTS (
  SELECT 1 FROM (
    SELECT l.customer_id, l.order_id, l.line_no, d.staged,
           row_number() OVER (PARTITION BY d.order_ix, d.product_id, d.quantity, d.amount_minor ORDER BY CASE WHEN e.guessed THEN -l.line_no ELSE l.line_no END ASC NULLS LAST) AS nth
    FROM stage_delta AS d JOIN stage_edit AS e ON e.order_ix = d.order_ix
    JOIN order_line AS l ON l.customer_id = e.customer_id AND l.order_id = e.order_id
     AND l.product_id = d.product_id AND l.quantity = d.quantity AND l.amount_minor = d.amount_minor
    WHERE d.known > d.staged AND (l.line_no < 0) = e.guessed
  ) AS g
  WHERE g.nth > g.staged AND g.customer_id = order_line.customer_id AND g.order_id = order_line.order_id AND g.line_no = order_line.line_no)
