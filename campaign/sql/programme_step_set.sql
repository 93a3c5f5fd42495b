-- Changes a step of a programme.
UPDATE programme_step SET step_no = CAST(@no AS integer), name = @name, from_day = CAST(@from_day AS integer), to_day = CAST(@to_day AS integer),
       purpose = @purpose, goal = @goal, stimulus = @stimulus, subject = @subject, body = @body
WHERE step_id = @step AND programme_id = @programme AND ended_at IS NULL
