ALTER TABLE identity_borne ADD PRIMARY KEY (customer_id, kind, shop_id, value_hash);
CREATE INDEX identity_borne_value ON identity_borne (kind, shop_id, value_hash);
ALTER TABLE identity_shared ADD PRIMARY KEY (kind, shop_id, value_hash);
ALTER TABLE stage_answer SET UNLOGGED;
CREATE INDEX customer_merge_row_merge ON customer_merge_row (merge_id, table_name);
