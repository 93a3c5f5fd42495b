-- One experiment.
SELECT experiment_id, salt, arms, start_day, primary_window, created_at FROM experiment WHERE experiment_id = @experiment
