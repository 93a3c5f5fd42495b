-- Facts on their way in; empty outside of a running import. They are plain
-- tables and not temporary ones, so that the statements that read them can be
-- prepared on every engine by a test.
CREATE TABLE stage_order (
  order_ix bigint NOT NULL,
  buyer_ix bigint,                  -- NULL: no identity
  external_no varchar NOT NULL,
  status varchar,
  status_rank smallint,
  ordered_at timestamptz,           -- NULL: the file only adds lines to known orders
  paid_at timestamptz,
  local_day date,
  local_hour smallint,
  void_day date,
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  postage_minor bigint NOT NULL,
  line_count integer NOT NULL,
  quantity bigint NOT NULL,
  province varchar,
  city varchar
);
CREATE TABLE stage_line (
  order_ix bigint NOT NULL,
  line_no integer NOT NULL,         -- negative: guessed from the titles of an order, until an item report tells
  product_ix bigint NOT NULL,
  quantity bigint NOT NULL,
  amount_minor bigint NOT NULL
);
CREATE TABLE stage_product (
  product_ix bigint NOT NULL,
  external_no varchar NOT NULL,
  title varchar NOT NULL,
  category varchar
);
CREATE TABLE stage_refund (
  refund_ix bigint NOT NULL,
  order_ix bigint,
  buyer_ix bigint,
  external_no varchar NOT NULL,
  refunded_at timestamptz NOT NULL,
  local_day date NOT NULL,
  amount_minor bigint NOT NULL
);
CREATE TABLE stage_buyer (
  buyer_ix bigint NOT NULL,
  customer_id bigint NOT NULL
);
CREATE TABLE stage_match (
  order_ix bigint NOT NULL,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  state smallint NOT NULL,          -- 0 new, 1 known, 2 known and moved on
  add_lines boolean NOT NULL,
  local_day date NOT NULL
);
CREATE TABLE stage_item (
  product_ix bigint NOT NULL,
  product_id bigint NOT NULL
);
