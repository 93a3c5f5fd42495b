-- The parts of one computation are done with.
DELETE FROM stage_habit_goods
