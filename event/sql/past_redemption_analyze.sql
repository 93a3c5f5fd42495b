-- Tells the planner how many rows there are by now.
ANALYZE past_redemption
