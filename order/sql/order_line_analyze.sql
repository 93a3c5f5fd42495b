-- Tells the planner how many facts there are.
ANALYZE order_line
