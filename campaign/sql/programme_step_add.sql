-- A new step of a programme.
INSERT INTO programme_step (step_id, programme_id, step_no, name, from_day, to_day, purpose, goal, stimulus, subject, body, segment_id)
VALUES (@step, @programme, CAST(@no AS integer), @name, CAST(@from_day AS integer), CAST(@to_day AS integer), @purpose, @goal, @stimulus, @subject, @body, 0)
