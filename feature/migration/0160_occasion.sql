-- The purchase occasions (a customer and a local day) of the customers of whom neither a later void nor the choice of a shop changes any, chained once
-- for all days; the others are named, and theirs are chained when a day is asked for.
CREATE TABLE occasion (
  customer_id bigint NOT NULL,
  chain_id bigint NOT NULL,
  local_day date NOT NULL,
  shop_id bigint NOT NULL,          -- 0: the customer bought in several shops, so that the row counts for all shops only
  ordinal integer NOT NULL,         -- 1: the first
  first_day date NOT NULL,
  before_day date,                  -- NULL: none before
  next_day date,                    -- NULL: none yet
  orders integer NOT NULL,
  gross_minor bigint NOT NULL
);
CREATE TABLE occasion_unsettled (
  customer_id bigint NOT NULL,
  chain_id bigint NOT NULL,
  voided boolean NOT NULL           -- false: unsettled for one shop only
);
CREATE TABLE occasion_chain (
  chain_id bigint NOT NULL PRIMARY KEY,
  order_version bigint NOT NULL     -- facts it was made from
);
