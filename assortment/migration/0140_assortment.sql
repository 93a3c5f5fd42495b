-- What products do for the shop as of a day, written as snapshots and published afterwards, and the merchant's price tiers.
CREATE TABLE product_snapshot (
  snapshot_id bigint NOT NULL PRIMARY KEY,
  kind varchar NOT NULL,            -- matrix, pairs
  shop_id bigint NOT NULL,          -- 0: all shops
  as_of date NOT NULL,
  days integer NOT NULL,            -- how far it looks back
  setting varchar NOT NULL,         -- what else it depends on: the shops' margins
  order_version bigint NOT NULL,    -- facts it was computed from
  currency varchar NOT NULL,
  baskets bigint NOT NULL,          -- customer-days looked at
  watched bigint NOT NULL,          -- of those, old enough to know the next one
  published_at timestamptz NOT NULL
);
CREATE TABLE product_role (
  snapshot_id bigint NOT NULL,
  product_id bigint NOT NULL,
  role varchar NOT NULL,            -- profit, traffic, traffic_weak, potential, edge, new
  reason varchar NOT NULL,          -- why it is new: young, rare, gone; else empty
  compared varchar NOT NULL,        -- category, or shop where the category has one product
  units bigint NOT NULL,
  units_before bigint NOT NULL,
  sales_minor bigint NOT NULL,
  sales_before_minor bigint NOT NULL,
  unit_margin_minor double precision, -- NULL where neither a cost nor a margin is known
  cost_known boolean NOT NULL,
  buyers bigint NOT NULL,
  first_buyers bigint NOT NULL,
  watched bigint NOT NULL,          -- buyers of the days before, who could be watched
  rebuyers bigint NOT NULL,
  baskets bigint NOT NULL,
  shared bigint NOT NULL,           -- baskets with another product too
  age_days integer NOT NULL,
  popularity double precision,
  margin_index double precision,
  acquisition double precision,
  together double precision,
  stickiness double precision,
  growth double precision
);
CREATE TABLE product_basket (
  snapshot_id bigint NOT NULL,
  product_id bigint NOT NULL,
  baskets bigint NOT NULL,
  opens bigint NOT NULL,            -- baskets with it that are old enough to know the next one
  follows bigint NOT NULL           -- of the watched baskets, those whose next one held it
);
CREATE TABLE product_pair (
  snapshot_id bigint NOT NULL,
  kind varchar NOT NULL,            -- basket: both in one, a < b; next: b in the basket after a
  product_a bigint NOT NULL,
  product_b bigint NOT NULL,
  baskets bigint NOT NULL
);
CREATE TABLE price_tier (
  shop_id bigint NOT NULL,
  tier_no integer NOT NULL,         -- 1 the cheapest
  name varchar NOT NULL,
  from_minor bigint NOT NULL        -- lower end of the paid price of one piece, included
);
CREATE VIEW product_role_published AS
SELECT product_snapshot.snapshot_id, shop_id, as_of, order_version, product_id, role
FROM product_snapshot
JOIN product_role ON product_role.snapshot_id = product_snapshot.snapshot_id;
