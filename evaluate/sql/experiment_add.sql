-- Records an experiment before anybody is drawn.
INSERT INTO experiment (experiment_id, salt, arms, start_day, primary_window, created_at)
VALUES (@experiment, @salt, @arms, CAST(@start AS date), @window, CAST(@created AS timestamptz))
