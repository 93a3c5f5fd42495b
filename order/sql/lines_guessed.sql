-- Takes the lines away that were guessed from titles, where the file tells the real ones.
DELETE FROM order_line WHERE line_no < 0 AND EXISTS (
  SELECT 1 FROM stage_match AS m
  WHERE m.state > 0 AND m.add_lines AND order_line.customer_id = m.customer_id AND order_line.order_id = m.order_id)
