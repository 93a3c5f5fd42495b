-- Notes of which lines the known orders and the file hold different numbers. Lines are alike by product, pieces and amount. A report takes lines away where the order moved on, or where its own lines and the known ones come to more than the order does: else it was cut, and tells the rest.
INSERT INTO stage_delta (order_ix, product_id, quantity, amount_minor, known, staged)
SELECT d.order_ix, d.product_id, d.quantity, d.amount_minor, d.known, d.staged
FROM (
SELECT c.order_ix, c.way, c.product_id, c.quantity, c.amount_minor, c.known, c.staged, m.state, m.was_sum,
       max(CASE WHEN c.staged > c.known THEN 1 ELSE 0 END) OVER (PARTITION BY c.order_ix) AS grows,
       CAST(sum(CASE WHEN c.staged > c.known THEN c.staged ELSE c.known END * c.amount_minor) OVER (PARTITION BY c.order_ix) AS bigint) AS all_minor,
       s.gross_minor + s.discount_minor AS due_minor
FROM (
SELECT b.order_ix, b.way, b.product_id, b.quantity, b.amount_minor, CAST(sum(b.known) AS integer) AS known, CAST(sum(b.staged) AS integer) AS staged
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
) AS c JOIN stage_match AS m ON m.order_ix = c.order_ix JOIN stage_order AS s ON s.order_ix = c.order_ix
) AS d
WHERE d.staged > d.known OR d.way = 3 AND d.staged < d.known AND (d.state = 2 AND NOT d.was_sum OR d.grows = 1 AND d.all_minor > d.due_minor)
