ALTER TABLE order_detail ADD PRIMARY KEY (customer_id, order_id);
ALTER TABLE review ADD PRIMARY KEY (customer_id, review_id);
CREATE INDEX review_source ON review (shop_id, source_no);
