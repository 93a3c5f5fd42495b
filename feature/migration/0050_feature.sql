-- One row per customer as of a day; written as snapshots and published afterwards.
CREATE TABLE feature_definition (
  version integer NOT NULL PRIMARY KEY,
  clock varchar NOT NULL,           -- JSON: upper bounds of the stages in days, closed: [7,45,90,140,365]
  rfm_days integer NOT NULL,        -- window of F and M
  created_at timestamptz NOT NULL,
  actor varchar NOT NULL
);
CREATE TABLE feature (
  customer_id bigint NOT NULL,
  snapshot_id bigint NOT NULL,
  first_day date NOT NULL,
  second_day date,
  last_day date NOT NULL,
  recency_days integer NOT NULL,    -- as_of - last_day
  tenure_days integer NOT NULL,     -- as_of - first_day
  occasions integer NOT NULL,       -- days with a purchase, lifetime
  orders integer NOT NULL,
  quantity bigint NOT NULL,
  gross_minor bigint NOT NULL,
  refund_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  mean_order_minor bigint NOT NULL, -- net / orders
  occasions_window integer NOT NULL,-- within rfm_days
  net_window_minor bigint NOT NULL,
  gap_days integer,                 -- mean gap between occasions, whole days; NULL with one
  stage varchar NOT NULL,           -- day clock (S0-10)
  stage_since date NOT NULL,        -- the local day on which the stage began
  ladder varchar NOT NULL,          -- new, regular, fans, holding, lapsed (S1-36, S1-60)
  r_score smallint NOT NULL,        -- 1..5, rank-min
  f_score smallint NOT NULL,
  m_score smallint NOT NULL,
  province varchar,                 -- of the last order
  city varchar
);
CREATE TABLE feature_snapshot (
  snapshot_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,          -- 0: all shops
  as_of date NOT NULL,
  definition integer NOT NULL,
  order_version bigint NOT NULL,    -- facts it was computed from
  currency varchar NOT NULL,
  customers bigint NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE VIEW customer_feature AS
SELECT customer_id, snapshot_id, first_day, second_day, last_day, recency_days, tenure_days,
       occasions, orders, quantity, gross_minor, refund_minor, net_minor, discount_minor,
       mean_order_minor, occasions_window, net_window_minor, gap_days,
       stage, stage_since, ladder, r_score, f_score, m_score, province, city
FROM feature;
CREATE VIEW feature_published AS
SELECT snapshot_id, shop_id, as_of, definition, order_version, currency, customers, published_at
FROM feature_snapshot;
