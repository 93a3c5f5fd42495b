ALTER TABLE customer ADD PRIMARY KEY (customer_id);
ALTER TABLE identity ADD PRIMARY KEY (kind, shop_id, value_hash);
CREATE INDEX identity_customer ON identity (customer_id);
ALTER TABLE consent ADD PRIMARY KEY (customer_id, consent_id);
CREATE INDEX suppression_customer ON suppression (customer_id, channel, reason);
