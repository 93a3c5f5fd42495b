ALTER TABLE product_role ADD PRIMARY KEY (snapshot_id, product_id);
ALTER TABLE product_basket ADD PRIMARY KEY (snapshot_id, product_id);
ALTER TABLE product_pair ADD PRIMARY KEY (snapshot_id, kind, product_a, product_b);
CREATE INDEX product_pair_other ON product_pair (snapshot_id, kind, product_b);
ALTER TABLE price_tier ADD PRIMARY KEY (shop_id, tier_no);
