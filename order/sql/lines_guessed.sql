-- Takes the lines away that were guessed from titles, where the file tells the real ones.
DELETE FROM order_line WHERE line_no < 0 AND EXISTS (
  SELECT 1 FROM stage_edit AS e
  WHERE e.way = 1 AND order_line.customer_id = e.customer_id AND order_line.order_id = e.order_id)
