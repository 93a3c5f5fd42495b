ALTER TABLE visitor ADD PRIMARY KEY (shop_id, kind, value_hash);
CREATE INDEX visitor_number ON visitor (visitor_id);
ALTER TABLE event ADD PRIMARY KEY (customer_id, event_id);
CREATE INDEX event_day ON event (local_day);
CREATE INDEX event_source ON event (shop_id, source_no);
ALTER TABLE chat ADD PRIMARY KEY (customer_id, chat_id);
CREATE INDEX chat_source ON chat (shop_id, source_no);
ALTER TABLE traffic ADD PRIMARY KEY (shop_id, local_day, source);
ALTER TABLE benchmark ADD PRIMARY KEY (series, measure, period, start_day);
