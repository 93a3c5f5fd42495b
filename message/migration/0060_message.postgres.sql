ALTER TABLE gate_verdict ADD PRIMARY KEY (customer_id, campaign_id, phase);
CREATE INDEX gate_verdict_campaign ON gate_verdict (campaign_id, phase, reason);
ALTER TABLE message ADD PRIMARY KEY (customer_id, message_id);
CREATE INDEX message_queue ON message (bucket, planned_at) WHERE state = 0;
CREATE INDEX message_campaign ON message (campaign_id, state);
ALTER TABLE message_event ADD PRIMARY KEY (customer_id, event_id);
CREATE INDEX message_event_campaign ON message_event (campaign_id, kind);
