-- What else is known of orders and products: whence and how the parcel came, reviews, why money went back, cost and brand.
CREATE TABLE order_detail (
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  source varchar,                   -- where the buyer came from
  source_group varchar,             -- search, cps, interactive, event, display, outside, direct, other
  shipped_at timestamptz,
  shipped_day date,
  delivered_at timestamptz,
  delivered_day date,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE review (
  customer_id bigint NOT NULL,
  review_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  source_no varchar NOT NULL,
  order_id bigint,
  product_id bigint,
  score smallint NOT NULL,          -- 1..5 of the goods
  service_score smallint,           -- 1..5
  delivery_score smallint,          -- 1..5
  has_photo boolean NOT NULL,
  text_sealed varchar,
  reviewed_at timestamptz NOT NULL,
  local_day date NOT NULL,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
ALTER TABLE refund ADD COLUMN kind varchar;          -- refund (money only), return, exchange; NULL where the source does not tell
ALTER TABLE refund ADD COLUMN reason varchar;
ALTER TABLE product ADD COLUMN brand varchar;
ALTER TABLE product ADD COLUMN cost_minor bigint;    -- of one unit
ALTER TABLE product ADD COLUMN list_minor bigint;    -- list price of one unit
ALTER TABLE product ADD COLUMN listed_day date;      -- on sale since
ALTER TABLE product ADD COLUMN stock bigint;
ALTER TABLE product ADD COLUMN period_days double precision; -- days that one unit lasts, by the merchant's word
ALTER TABLE product ADD COLUMN consumption_group varchar;    -- products that stand for each other
CREATE VIEW fulfilment AS
SELECT customer_id, order_id, shop_id, source, source_group, shipped_at, shipped_day, delivered_at, delivered_day
FROM order_detail;
CREATE VIEW opinion AS
SELECT customer_id, review_id, shop_id, order_id, product_id, score, service_score, delivery_score, has_photo, local_day
FROM review;
CREATE OR REPLACE VIEW money_back AS
SELECT customer_id, refund_id, shop_id, order_id, local_day, amount_minor, kind, reason
FROM refund;
CREATE OR REPLACE VIEW product_view AS
SELECT product_id, shop_id, external_no, title, category, brand, cost_minor, list_minor, listed_day, stock,
       period_days, consumption_group
FROM product;
CREATE OR REPLACE VIEW placed AS
SELECT customer_id, order_id, shop_id, local_day, paid_at, status, gross_minor, void_day FROM orders;
