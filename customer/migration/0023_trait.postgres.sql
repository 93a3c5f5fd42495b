ALTER TABLE trait ADD PRIMARY KEY (customer_id, name, since);
