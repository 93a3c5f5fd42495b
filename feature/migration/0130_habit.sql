-- What each customer is used to as of a day: counts only; the view makes shares of them.
CREATE TABLE habit (
  customer_id bigint NOT NULL,
  snapshot_id bigint NOT NULL,
  occasions integer NOT NULL,            -- days with a purchase
  top_category varchar,
  category_days integer,                 -- days on which she bought of it
  category_lift double precision,        -- her share of days with it against the shop's
  top_brand varchar,
  brand_days integer,
  brand_lift double precision,
  top_product_id bigint,
  product_days integer,
  product_lift double precision,
  hour smallint,                         -- middle of the three best hours, drawn to the shop's
  hour_days integer,                     -- her purchase days within these three hours
  hour_share double precision,           -- drawn share of the three hours
  weekday smallint,                      -- 1 Monday .. 7 Sunday
  weekday_days integer,
  weekday_share double precision,
  month_part smallint,                   -- 1: days 1 to 10, 2: 11 to 20, 3: 21 to 31
  month_part_days integer,
  month_part_share double precision,
  price_hits integer NOT NULL,           -- purchase days at 10 % off or more
  novelty_hits integer NOT NULL,         -- purchase days with a product in its first 30 days
  novelty_trials integer NOT NULL,       -- purchase days on which that can be told
  brand_hits integer NOT NULL,           -- choices of a brand bought on an earlier day
  brand_trials integer NOT NULL,         -- choices of a brand after the first day
  category_hits integer NOT NULL,
  category_trials integer NOT NULL,
  look_days integer NOT NULL,            -- days with a visit, view, search, favourite or cart
  tracked_days integer NOT NULL,         -- purchase days since behaviour is known
  browsing_type varchar,                 -- looks_only, looks_and_buys, buys_straight
  chats integer NOT NULL,
  questions bigint NOT NULL,
  bargains integer NOT NULL,             -- chats in which she asked for a lower price
  asked_days integer NOT NULL,           -- purchase days with a chat up to three days before paying
  chat_days integer NOT NULL,            -- purchase days since chats are known
  service_type varchar,                  -- asks_before_paying, asks_often, asks_sometimes, never_asks
  placed integer NOT NULL,               -- orders
  unpaid integer NOT NULL,
  paid integer NOT NULL,                 -- orders paid, also those taken back later
  returns integer NOT NULL,              -- orders with goods sent back
  exchanges integer NOT NULL,
  refunds integer NOT NULL,              -- orders with money back for other or unknown reasons
  profit_minor bigint NOT NULL,          -- lifetime, may be negative
  profit_recent_minor bigint NOT NULL,   -- within the half window
  profit_prior_minor bigint NOT NULL,    -- within the half window before
  recent_days integer NOT NULL,          -- purchase days in them
  prior_days integer NOT NULL,
  phase varchar NOT NULL,                -- identify, develop, stable, decline
  first_source varchar,
  first_source_group varchar,
  new_traits varchar                     -- of a new customer: random, try_out, low_quality, in this order, by commas; NULL: not new
);
-- The habits that may be read, with the shop's own shares behind the four sensitivities.
CREATE TABLE habit_snapshot (
  snapshot_id bigint NOT NULL PRIMARY KEY,
  customers bigint NOT NULL,
  half_days integer NOT NULL,            -- the half window of the phases
  tracked_from date,                     -- first day of known behaviour; NULL: none
  chats_from date,
  price_mean double precision,           -- NULL: nobody has a purchase that tells
  price_strength double precision,
  novelty_mean double precision,
  novelty_strength double precision,
  brand_mean double precision,
  brand_strength double precision,
  category_mean double precision,
  category_strength double precision,
  published_at timestamptz NOT NULL
);
CREATE TABLE stage_habit_goods (
  customer_id bigint NOT NULL,
  occasions integer NOT NULL,
  first_day date NOT NULL,
  price_hits integer NOT NULL,
  novelty_hits integer NOT NULL,
  novelty_trials integer NOT NULL,
  tracked_days integer NOT NULL,
  chat_days integer NOT NULL,
  recent_days integer NOT NULL,
  prior_days integer NOT NULL,
  profit_minor bigint NOT NULL,          -- before money back
  profit_recent_minor bigint NOT NULL,
  profit_prior_minor bigint NOT NULL,
  first_gross_minor bigint NOT NULL,     -- of the first purchase day
  first_discounted boolean NOT NULL
);
CREATE TABLE stage_habit_choice (
  customer_id bigint NOT NULL,
  kind smallint NOT NULL,                -- 1 category, 2 brand, 3 product
  name varchar,
  product_id bigint,
  days integer NOT NULL,
  lift double precision,
  hits integer NOT NULL,
  trials integer NOT NULL
);
CREATE TABLE stage_habit_time (
  customer_id bigint NOT NULL,
  kind smallint NOT NULL,                -- 1 hour, 2 week-day, 3 part of the month
  slot smallint NOT NULL,
  days integer NOT NULL,
  share double precision NOT NULL
);
CREATE TABLE stage_habit_contact (
  customer_id bigint NOT NULL,
  look_days integer NOT NULL,
  first_look_day date,
  chats integer NOT NULL,
  questions bigint NOT NULL,
  bargains integer NOT NULL,
  first_chat_day date,
  asked_days integer NOT NULL
);
CREATE VIEW customer_habit AS
SELECT habit.customer_id, habit.snapshot_id, occasions,
       CASE WHEN occasions >= 3 THEN top_category END AS top_category, CASE WHEN occasions >= 3 THEN category_lift END AS category_lift,
       CASE WHEN occasions >= 3 THEN top_brand END AS top_brand, CASE WHEN occasions >= 3 THEN brand_lift END AS brand_lift,
       CASE WHEN occasions >= 3 AND product_days >= 2 THEN top_product_id END AS top_product_id,
       CASE WHEN occasions >= 3 AND product_days >= 2 THEN product_lift END AS product_lift,
       CASE WHEN occasions >= 3 THEN hour END AS preferred_hour, CASE WHEN occasions >= 3 THEN weekday END AS preferred_weekday,
       CASE WHEN occasions >= 3 THEN month_part END AS preferred_month_part,
       CASE WHEN occasions >= 3 THEN (price_hits + price_mean * price_strength) / (occasions + price_strength) END AS price_sensitivity,
       CASE WHEN novelty_trials >= 3 THEN (novelty_hits + novelty_mean * novelty_strength) / (novelty_trials + novelty_strength) END AS novelty_sensitivity,
       CASE WHEN brand_trials >= 3 THEN (brand_hits + brand_mean * brand_strength) / (brand_trials + brand_strength) END AS brand_loyalty,
       CASE WHEN category_trials >= 3 THEN (category_hits + category_mean * category_strength) / (category_trials + category_strength) END AS category_loyalty,
       browsing_type, service_type,
       CASE WHEN paid >= 3 THEN CAST(returns AS double precision) / nullif(paid, 0) END AS return_rate,
       CASE WHEN paid >= 3 THEN CAST(exchanges AS double precision) / nullif(paid, 0) END AS exchange_rate,
       CASE WHEN chats >= 3 THEN CAST(bargains AS double precision) / nullif(chats, 0) END AS bargain_rate,
       CASE WHEN placed >= 3 THEN CAST(unpaid AS double precision) / nullif(placed, 0) END AS unpaid_rate,
       phase, profit_minor, first_source, first_source_group, new_traits
FROM habit
JOIN habit_snapshot ON habit_snapshot.snapshot_id = habit.snapshot_id;
CREATE VIEW habit_published AS
SELECT snapshot_id, customers, half_days, tracked_from, chats_from, published_at FROM habit_snapshot;
