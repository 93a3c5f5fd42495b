-- Whom the campaigns of a step mean.
UPDATE programme_step SET segment_id = @segment WHERE step_id = @step
