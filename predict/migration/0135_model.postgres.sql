ALTER TABLE score ADD PRIMARY KEY (customer_id, model_id);
CREATE INDEX score_model ON score (model_id);
