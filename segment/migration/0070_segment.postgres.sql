ALTER TABLE segment_member ADD PRIMARY KEY (customer_id, segment_id);
CREATE INDEX segment_member_segment ON segment_member (segment_id);
ALTER TABLE segment_change ADD PRIMARY KEY (customer_id, segment_id, run_id);
