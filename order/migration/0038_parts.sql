-- Orders that several files tell in parts: which rule their amount follows, and how their lines are brought to what a file says.
ALTER TABLE orders ADD COLUMN gross_rule smallint; -- 0 told by a source, 1 the sum of all lines, 2 of the lines that sell (pieces and money above 0); NULL: kept before this was noted
DROP TABLE stage_order;
CREATE TABLE stage_order (
  order_ix bigint NOT NULL,
  buyer_ix bigint,                  -- NULL: no identity
  external_no varchar NOT NULL,
  row_count integer NOT NULL,       -- rows of the source that tell this order
  told boolean NOT NULL,            -- the source tells the order itself: its state, day, amount; false: only lines of it
  whole boolean NOT NULL,           -- the source's lines are all lines of the order; false: those that it happens to hold
  summed boolean NOT NULL,          -- amount, pieces and number of lines are added up from the lines
  sales_only boolean NOT NULL,      -- where it is summed: only lines of more than 0 pieces and more than 0 money count
  status varchar,                   -- with the next: NULL only where the order is known or nowhere
  status_rank smallint,
  ordered_at timestamptz,           -- NULL: the file only adds lines to known orders
  paid_at timestamptz,
  local_day date,
  local_hour smallint,
  void_day date,
  returned_minor bigint,            -- NULL: the source does not tell
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  postage_minor bigint NOT NULL,
  line_count integer NOT NULL,
  quantity bigint NOT NULL,         -- pieces; of a summed order the sum over its lines of more than 0 pieces
  province varchar,
  city varchar
);
DROP TABLE stage_refund;
CREATE TABLE stage_refund (
  refund_ix bigint NOT NULL,
  order_ix bigint,                  -- NULL: a refund of no order that is named
  buyer_ix bigint,
  external_no varchar NOT NULL,
  row_count integer NOT NULL,       -- rows of the source that tell this refund; not counted where it has an order
  refunded_at timestamptz NOT NULL,
  local_day date NOT NULL,
  amount_minor bigint NOT NULL
);
DROP TABLE stage_match;
CREATE TABLE stage_match (
  order_ix bigint NOT NULL,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  state smallint NOT NULL,          -- 0 new, 1 known, 2 known and moved on
  older boolean NOT NULL,           -- the report is of an earlier state than the one that is known
  timed boolean NOT NULL,           -- the order's times are those of the report
  edited boolean NOT NULL,          -- its lines change, or its amount has to be added up anew
  local_day date NOT NULL,
  row_count integer NOT NULL,
  was_sum boolean NOT NULL,         -- its amount was the sum of its lines so far
  owner_id bigint                   -- whom a known order without identity turns out to belong to
);
CREATE TABLE stage_edit (
  order_ix bigint NOT NULL,
  customer_id bigint NOT NULL,
  order_id bigint NOT NULL,
  way smallint NOT NULL,            -- 1 take all that are told, 2 unite with the known ones, 3 bring the known ones to the told ones
  guessed boolean NOT NULL,         -- what is told are guesses from titles
  last_no integer NOT NULL,         -- the number furthest from 0 of the known lines
  local_day date NOT NULL
);
CREATE TABLE stage_delta (
  order_ix bigint NOT NULL,
  product_id bigint NOT NULL,
  quantity bigint NOT NULL,
  amount_minor bigint NOT NULL,
  known integer NOT NULL,           -- how many such lines are known
  staged integer NOT NULL           -- how many are told
);
