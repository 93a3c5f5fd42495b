-- How long what customers buy lasts, who has run out of it, who has stopped coming, and why.
CREATE TABLE consumption_setting (
  shop_id bigint NOT NULL,          -- 0: every shop
  level varchar NOT NULL,           -- product, category, shop
  name varchar NOT NULL,            -- of the category; number of the product or name of its group; '' of a shop
  version bigint NOT NULL,          -- the newest of a key holds
  class varchar,                    -- fast, vertical, fashion, durable; NULL here and below: as the wider level says
  period_days double precision,     -- that one piece lasts
  by_quantity boolean,              -- whether two pieces last twice as long
  delivery_days integer,            -- from the purchase until the parcel is there
  use_rate double precision,        -- of the intended use, 1 as intended
  users double precision,           -- who share it
  season_days varchar,              -- month-day on which new arrivals come, for example 03-01,09-01
  grace_days integer,               -- after the season's change, until she counts as dormant
  bound_1 double precision,         -- in use up to so many periods
  bound_2 double precision,         -- due up to
  bound_3 double precision,         -- pre-dormant up to
  second_days integer,              -- second dormancy from this day on
  actor varchar NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE TABLE consumption_member (
  snapshot_id bigint NOT NULL,
  product_id bigint NOT NULL,
  group_no integer NOT NULL
);
CREATE TABLE consumption_period (
  snapshot_id bigint NOT NULL,
  group_no integer NOT NULL,        -- 0: orders of which no goods are known
  name varchar NOT NULL,
  setting_name varchar NOT NULL,    -- by which a setting names it
  level varchar NOT NULL,           -- what the group is: product, group, category, order
  category varchar NOT NULL,        -- '' if unknown
  class varchar NOT NULL,
  period_days double precision,     -- that one piece lasts; NULL: not known
  low_days double precision,        -- a quarter of those who come back are back by then
  high_days double precision,       -- three quarters
  source varchar NOT NULL,          -- merchant, learned, shrunk, category, shop, season, unknown
  events bigint NOT NULL,           -- repeat purchases that were seen
  customers bigint NOT NULL,
  back_share double precision,      -- who buy again within the horizon; NULL: nothing to count
  by_quantity boolean NOT NULL,
  most_pieces bigint NOT NULL,      -- 99 in 100 purchases hold no more
  lasts_days double precision,      -- of one piece, after use rate and users
  delivery_days integer NOT NULL,
  bound_1 double precision NOT NULL,
  bound_2 double precision NOT NULL,
  bound_3 double precision NOT NULL,
  second_days integer NOT NULL,
  season_rule integer,              -- which calendar of seasons; NULL: none
  season_days varchar,              -- the calendar: month-day, comma separated
  grace_days integer NOT NULL
);
CREATE TABLE dormancy (
  customer_id bigint NOT NULL,
  snapshot_id bigint NOT NULL,
  state varchar NOT NULL,           -- in_use, due, pre_dormant, dormant_1, dormant_2, never_bought, unknown
  group_no integer,                 -- of the goods that decide the state: with the smallest rho
  last_day date,                    -- their last purchase
  times integer,                    -- days on which she bought them
  pieces double precision,          -- of the last time
  pace double precision,            -- how slowly she uses them up against the rest, by her own gaps
  lasts_days double precision,      -- what she bought last
  rho double precision,
  due_day date,                     -- the next day on which something runs out; the last one if nothing is left
  due_group_no integer
);
CREATE TABLE dormancy_cause (
  customer_id bigint NOT NULL,
  snapshot_id bigint NOT NULL,
  quality varchar NOT NULL,         -- high, low
  money_score smallint NOT NULL,    -- 1..5, rank-min of lifetime net
  responded boolean NOT NULL,       -- has clicked in a message
  cause varchar NOT NULL,           -- dissatisfied, alternatives, weak_loyalty, platform, no_follow_up, unknown
  evidence varchar NOT NULL,        -- refund, review, chat, bargained, looked, brands, search, silence, none
  evidence_day date,
  evidence_count bigint NOT NULL
);
CREATE TABLE dormancy_run (
  snapshot_id bigint NOT NULL,
  settings_version bigint NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE VIEW dormancy_view AS
SELECT d.customer_id, d.snapshot_id, d.state, d.rho, d.due_day, d.last_day, d.group_no, d.due_group_no, c.quality, c.cause
FROM dormancy AS d
LEFT JOIN dormancy_cause AS c ON c.customer_id = d.customer_id AND c.snapshot_id = d.snapshot_id;
