-- What people did, who talked to whom, how many came from where, and how the industry did.
CREATE TABLE visitor (
  shop_id bigint NOT NULL,
  kind varchar NOT NULL,            -- kind of identity: external, ouid, nick, email, phone, anonymous
  value_hash varchar NOT NULL,      -- keyed hash, as in identity
  visitor_id bigint NOT NULL,       -- events of one who is no customer carry it negative
  customer_id bigint,               -- whom the visitor turned out to be
  arrived_at timestamptz NOT NULL
);
CREATE TABLE event (
  customer_id bigint NOT NULL,      -- negative: a visitor
  event_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  kind varchar NOT NULL,            -- visit, view, search, favourite, cart, order, pay, share, other
  source_no varchar NOT NULL,       -- the source's number of the event, or a hash of who, what and when
  session_no varchar,
  product_id bigint,
  source varchar,                   -- where the visit came from
  occurred_at timestamptz NOT NULL,
  local_day date NOT NULL,
  local_hour smallint NOT NULL,
  seconds integer,                  -- stay
  amount_minor bigint,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE chat (
  customer_id bigint NOT NULL,      -- negative: a visitor
  chat_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  source_no varchar NOT NULL,
  agent varchar NOT NULL,
  product_id bigint,
  started_at timestamptz NOT NULL,
  local_day date NOT NULL,
  local_hour smallint NOT NULL,
  first_reply_seconds integer,
  questions integer NOT NULL,       -- messages of the customer
  answers integer NOT NULL,         -- messages of the agent
  words integer,                    -- of the agent
  bargained boolean NOT NULL,       -- the customer asked for a lower price
  score smallint,                   -- 1..5, the customer's mark of the chat
  topic varchar,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE traffic (
  shop_id bigint NOT NULL,
  local_day date NOT NULL,
  source varchar NOT NULL,
  source_group varchar NOT NULL,    -- search, cps, interactive, event, display, outside, direct, other (S1-35)
  visitors bigint NOT NULL,
  visits bigint,
  views bigint,
  carts bigint,                     -- visitors who put something into the cart
  buyers bigint,
  new_visitors bigint,
  cost_minor bigint NOT NULL,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE benchmark (
  series varchar NOT NULL,          -- the industry or level it is of
  measure varchar NOT NULL,         -- a measure of the KPI tree: sales, visitors, conversion, order_value, ...
  period varchar NOT NULL,          -- day, week, month
  start_day date NOT NULL,
  value double precision,           -- in the measure's unit, money in major units
  low double precision,             -- lower quartile, where published
  high double precision,            -- upper quartile
  origin varchar NOT NULL,          -- who published it
  noted_on date NOT NULL,           -- when it was taken down
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE VIEW behaviour AS
SELECT coalesce(v.customer_id, e.customer_id) AS customer_id, e.event_id, e.shop_id, e.kind, e.session_no, e.product_id,
       e.source, e.occurred_at, e.local_day, e.local_hour, e.seconds, e.amount_minor
FROM event AS e LEFT JOIN visitor AS v ON v.visitor_id = -e.customer_id AND v.customer_id IS NOT NULL;
CREATE VIEW talk AS
SELECT coalesce(v.customer_id, c.customer_id) AS customer_id, c.chat_id, c.shop_id, c.agent, c.product_id, c.started_at,
       c.local_day, c.local_hour, c.first_reply_seconds, c.questions, c.answers, c.words, c.bargained, c.score, c.topic
FROM chat AS c LEFT JOIN visitor AS v ON v.visitor_id = -c.customer_id AND v.customer_id IS NOT NULL;
CREATE VIEW visits AS
SELECT shop_id, local_day, source, source_group, visitors, visits, views, carts, buyers, new_visitors, cost_minor FROM traffic;
CREATE VIEW industry AS
SELECT series, measure, period, start_day, value, low, high, origin, noted_on FROM benchmark;
