-- A campaign becomes a wave of a step.
INSERT INTO programme_wave (campaign_id, programme_id, step_id, created_at) VALUES (@campaign, @programme, @step, CAST(@created AS timestamptz))
