ALTER TABLE feature ADD PRIMARY KEY (customer_id, snapshot_id);
CREATE INDEX feature_snapshot_stage ON feature (snapshot_id, stage_code);
