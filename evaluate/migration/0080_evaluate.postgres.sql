ALTER TABLE assignment ADD PRIMARY KEY (customer_id, experiment_id);
CREATE INDEX assignment_experiment ON assignment (experiment_id, arm_no);
