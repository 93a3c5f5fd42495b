-- Adds known orders up from their lines anew, where those changed. Guessed lines do not tell how many pieces there were.
UPDATE orders SET line_count = t.line_count, quantity = CASE WHEN t.guessed THEN t.told_quantity ELSE t.quantity END,
       gross_minor = CASE t.rule WHEN 1 THEN t.all_minor WHEN 2 THEN t.sales_minor ELSE orders.gross_minor END, gross_rule = t.rule
FROM (
  SELECT m.customer_id, m.order_id, coalesce(o.gross_rule, CASE WHEN s.summed THEN CASE WHEN s.sales_only THEN 2 ELSE 1 END END) AS rule,
         s.quantity AS told_quantity, CAST(count(l.line_no) AS integer) AS line_count, coalesce(max(l.line_no) < 0, false) AS guessed,
         CAST(coalesce(sum(CASE WHEN l.quantity > 0 THEN l.quantity END), 0) AS bigint) AS quantity,
         CAST(coalesce(sum(l.amount_minor), 0) AS bigint) AS all_minor,
         CAST(coalesce(sum(CASE WHEN l.quantity > 0 AND l.amount_minor > 0 THEN l.amount_minor END), 0) AS bigint) AS sales_minor
  FROM stage_match AS m JOIN stage_order AS s ON s.order_ix = m.order_ix
  JOIN orders AS o ON o.customer_id = m.customer_id AND o.order_id = m.order_id
  LEFT JOIN order_line AS l ON l.customer_id = m.customer_id AND l.order_id = m.order_id
  WHERE m.state > 0 AND m.edited
  GROUP BY m.customer_id, m.order_id, o.gross_rule, s.summed, s.sales_only, s.quantity
) AS t
WHERE orders.customer_id = t.customer_id AND orders.order_id = t.order_id
