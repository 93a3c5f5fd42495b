ALTER TABLE consumption_setting ADD PRIMARY KEY (shop_id, level, name, version);
ALTER TABLE consumption_member ADD PRIMARY KEY (snapshot_id, product_id);
ALTER TABLE consumption_period ADD PRIMARY KEY (snapshot_id, group_no);
ALTER TABLE dormancy ADD PRIMARY KEY (customer_id, snapshot_id);
ALTER TABLE dormancy_cause ADD PRIMARY KEY (customer_id, snapshot_id);
ALTER TABLE dormancy_run ADD PRIMARY KEY (snapshot_id);
