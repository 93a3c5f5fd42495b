-- What was learned of the customers as of a day, and what it says of each.
CREATE TABLE model (
  model_id bigint NOT NULL PRIMARY KEY,
  kind varchar NOT NULL,            -- fit, value, cluster, churn
  shop_id bigint NOT NULL,          -- 0: all shops
  as_of date NOT NULL,
  choice varchar NOT NULL,          -- what else it was asked for, as k=4
  facts varchar NOT NULL,           -- the facts and definitions it was learned from
  snapshot_id bigint NOT NULL,      -- the customers it speaks of
  customers bigint NOT NULL,
  document varchar NOT NULL,        -- JSON
  published_at timestamptz NOT NULL
);
CREATE TABLE score (
  customer_id bigint NOT NULL,
  model_id bigint NOT NULL,
  alive double precision,           -- chance that she is still a customer
  expected_orders double precision, -- purchase days in the next 12 months
  value_minor bigint,               -- margin of the next 12 months, discounted
  next_day date,                    -- by which half of such customers buy again, if they do
  next_early date,                  -- a quarter
  next_late date,                   -- three quarters
  group_no integer,                 -- cluster, from 1 up
  churn double precision            -- chance of no purchase within the horizon
);
CREATE VIEW customer_score AS
SELECT customer_id, model_id, alive, expected_orders, value_minor, next_day, next_early, next_late, group_no, churn
FROM score;
CREATE VIEW model_published AS
SELECT model_id, kind, shop_id, as_of, choice, snapshot_id, customers, published_at
FROM model;
