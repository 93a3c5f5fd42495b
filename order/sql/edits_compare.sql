-- Notes of which lines the known orders and the file hold different numbers. Lines are alike by product, pieces and amount.
INSERT INTO stage_delta (order_ix, product_id, quantity, amount_minor, known, staged)
SELECT b.order_ix, b.product_id, b.quantity, b.amount_minor, CAST(sum(b.known) AS integer), CAST(sum(b.staged) AS integer)
FROM (
  SELECT e.order_ix, e.way, i.product_id, l.quantity, l.amount_minor, 0 AS known, 1 AS staged
  FROM stage_edit AS e JOIN stage_line AS l ON l.order_ix = e.order_ix JOIN stage_item AS i ON i.product_ix = l.product_ix
  WHERE e.way > 1 AND (l.line_no < 0) = e.guessed
  UNION ALL
  SELECT e.order_ix, e.way, l.product_id, l.quantity, l.amount_minor, 1, 0
  FROM stage_edit AS e JOIN order_line AS l ON l.customer_id = e.customer_id AND l.order_id = e.order_id
  WHERE e.way > 1 AND (l.line_no < 0) = e.guessed
) AS b
GROUP BY b.order_ix, b.way, b.product_id, b.quantity, b.amount_minor
HAVING sum(b.staged) > sum(b.known) OR b.way = 3 AND sum(b.staged) < sum(b.known)
