-- What customers bought. Facts append; an order's later state only adds times to it.
CREATE TABLE shop (
  shop_id bigint NOT NULL PRIMARY KEY,
  name varchar NOT NULL,
  platform varchar NOT NULL,        -- uci, taobao, shopify, cdnow, own
  currency varchar NOT NULL,
  time_zone varchar NOT NULL,
  margin_bp integer NOT NULL,       -- gross margin where a product has no cost, basis points
  approval boolean NOT NULL,        -- campaigns need a second person
  created_at timestamptz NOT NULL
);
CREATE TABLE product (
  product_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,
  external_no varchar NOT NULL,     -- SKU, stock code, or the title where there is none
  title varchar NOT NULL,
  category varchar,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE orders (
  customer_id bigint NOT NULL,      -- negative: no identity, belongs to no customer
  order_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  external_no varchar NOT NULL,
  status varchar NOT NULL,          -- unpaid, paid, shipped, finished, closed
  status_rank smallint NOT NULL,    -- 0 unpaid .. 4 closed: a later file never moves an order back
  ordered_at timestamptz NOT NULL,
  paid_at timestamptz,
  local_day date NOT NULL,          -- shop's local date of payment, of ordering while unpaid
  local_hour smallint NOT NULL,     -- 0..23, of the same instant
  void_day date,                    -- from this local date on the order is no purchase (closed, or wholly refunded)
  gross_minor bigint NOT NULL,      -- what was paid, before refunds
  discount_minor bigint NOT NULL,
  postage_minor bigint NOT NULL,
  line_count integer NOT NULL,
  quantity bigint NOT NULL,
  province varchar,
  city varchar,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE order_line (
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  line_no integer NOT NULL,
  shop_id bigint NOT NULL,
  product_id bigint NOT NULL,
  local_day date NOT NULL,
  quantity bigint NOT NULL,
  amount_minor bigint NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE refund (
  customer_id bigint NOT NULL,
  refund_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  external_no varchar NOT NULL,     -- the refund's own number, or the order's
  order_id bigint,                  -- NULL where the source does not name the order
  refunded_at timestamptz NOT NULL,
  local_day date NOT NULL,
  amount_minor bigint NOT NULL,     -- positive: money given back
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE order_version (
  version bigint NOT NULL           -- grows with every change of the facts of this room
);
INSERT INTO order_version (version) VALUES (1);
CREATE VIEW purchase AS
SELECT customer_id, order_id, shop_id, local_day, local_hour, void_day, paid_at,
       gross_minor, discount_minor, postage_minor, line_count, quantity, province, city
FROM orders
WHERE paid_at IS NOT NULL AND gross_minor > 0;
CREATE VIEW placed AS
SELECT customer_id, order_id, shop_id, local_day FROM orders;
CREATE VIEW purchase_line AS
SELECT customer_id, order_id, line_no, shop_id, product_id, local_day, quantity, amount_minor
FROM order_line;
CREATE VIEW money_back AS
SELECT customer_id, refund_id, shop_id, order_id, local_day, amount_minor
FROM refund;
CREATE VIEW shop_view AS
SELECT shop_id, name, platform, currency, time_zone, margin_bp FROM shop;
CREATE VIEW product_view AS
SELECT product_id, shop_id, external_no, title, category FROM product;
