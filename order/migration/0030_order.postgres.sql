ALTER TABLE orders ADD PRIMARY KEY (customer_id, order_id);
CREATE INDEX orders_number ON orders (shop_id, external_no);
CREATE INDEX orders_day ON orders (local_day);
ALTER TABLE order_line ADD PRIMARY KEY (customer_id, order_id, line_no);
CREATE INDEX order_line_product ON order_line (product_id, local_day);
ALTER TABLE refund ADD PRIMARY KEY (customer_id, refund_id);
CREATE INDEX refund_number ON refund (shop_id, external_no);
CREATE INDEX product_number ON product (shop_id, external_no);
