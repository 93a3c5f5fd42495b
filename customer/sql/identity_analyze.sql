-- Tells the planner how many people there are.
ANALYZE identity
