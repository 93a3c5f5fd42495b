ALTER TABLE occasion ADD PRIMARY KEY (customer_id, chain_id, local_day);
ALTER TABLE occasion_unsettled ADD PRIMARY KEY (customer_id, chain_id);
