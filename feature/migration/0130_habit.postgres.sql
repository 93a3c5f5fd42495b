ALTER TABLE habit ADD PRIMARY KEY (customer_id, snapshot_id);
CREATE INDEX habit_snapshot_phase ON habit (snapshot_id, phase);
ALTER TABLE stage_habit_goods SET UNLOGGED;
ALTER TABLE stage_habit_choice SET UNLOGGED;
ALTER TABLE stage_habit_time SET UNLOGGED;
ALTER TABLE stage_habit_contact SET UNLOGGED;
