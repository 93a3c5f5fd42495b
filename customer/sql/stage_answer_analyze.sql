-- Tells the planner how much was staged.
ANALYZE stage_answer
