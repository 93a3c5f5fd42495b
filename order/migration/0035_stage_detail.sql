-- What else is told of orders and products on its way in; empty outside of a running import.
CREATE TABLE stage_ware (
  product_ix bigint NOT NULL,
  external_no varchar NOT NULL,
  title varchar,
  category varchar,
  brand varchar,
  cost_minor bigint,
  list_minor bigint,
  listed_day date,
  stock bigint,
  period_days double precision,
  consumption_group varchar
);
CREATE TABLE stage_detail (
  detail_ix bigint NOT NULL,
  external_no varchar NOT NULL,
  source varchar,
  source_group varchar,
  shipped_at timestamptz,
  shipped_day date,
  delivered_at timestamptz,
  delivered_day date
);
CREATE TABLE stage_review (
  review_ix bigint NOT NULL,
  source_no varchar NOT NULL,
  order_no varchar,
  who_ix bigint,
  product_ix bigint,
  score smallint NOT NULL,
  service_score smallint,
  delivery_score smallint,
  has_photo boolean NOT NULL,
  text_sealed varchar,
  reviewed_at timestamptz NOT NULL,
  local_day date NOT NULL
);
CREATE TABLE stage_back (
  back_ix bigint NOT NULL,
  order_no varchar NOT NULL,
  source_no varchar NOT NULL,
  amount_minor bigint NOT NULL,
  kind varchar,
  reason varchar,
  refunded_at timestamptz NOT NULL,
  local_day date NOT NULL
);
