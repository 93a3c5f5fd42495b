-- What people did on its way in; empty outside of a running import. A visitor whom several identities name is one person in the views.
CREATE TABLE stage_event (
  event_ix bigint NOT NULL,
  who_ix bigint NOT NULL,
  kind varchar NOT NULL,
  source_no varchar NOT NULL,
  session_no varchar,
  product_ix bigint,
  source varchar,
  occurred_at timestamptz NOT NULL,
  local_day date NOT NULL,
  local_hour smallint NOT NULL,
  seconds integer,
  amount_minor bigint
);
CREATE TABLE stage_chat (
  chat_ix bigint NOT NULL,
  who_ix bigint NOT NULL,
  source_no varchar NOT NULL,
  agent varchar NOT NULL,
  product_ix bigint,
  started_at timestamptz NOT NULL,
  local_day date NOT NULL,
  local_hour smallint NOT NULL,
  first_reply_seconds integer,
  questions integer NOT NULL,
  answers integer NOT NULL,
  words integer,
  bargained boolean NOT NULL,
  score smallint,
  topic varchar
);
CREATE TABLE stage_traffic (
  local_day date NOT NULL,
  source varchar NOT NULL,
  source_group varchar NOT NULL,
  visitors bigint NOT NULL,
  visits bigint,
  views bigint,
  carts bigint,
  buyers bigint,
  new_visitors bigint,
  cost_minor bigint NOT NULL
);
CREATE TABLE stage_benchmark (
  series varchar NOT NULL,
  measure varchar NOT NULL,
  period varchar NOT NULL,
  start_day date NOT NULL,
  value double precision,
  low double precision,
  high double precision,
  origin varchar NOT NULL,
  noted_on date NOT NULL
);
CREATE TABLE stage_who (
  who_ix bigint NOT NULL,
  customer_id bigint NOT NULL       -- negative: a visitor
);
CREATE TABLE stage_visitor (
  identity_ix bigint NOT NULL,
  kind varchar NOT NULL,
  shop_id bigint NOT NULL,
  value_hash varchar NOT NULL
);
CREATE TABLE stage_link (
  visitor_id bigint NOT NULL,
  customer_id bigint NOT NULL       -- negative: another visitor
);
CREATE OR REPLACE VIEW behaviour AS
SELECT coalesce(v.customer_id, e.customer_id) AS customer_id, e.event_id, e.shop_id, e.kind, e.session_no, e.product_id,
       e.source, e.occurred_at, e.local_day, e.local_hour, e.seconds, e.amount_minor
FROM event AS e LEFT JOIN (
  SELECT visitor_id, max(customer_id) AS customer_id FROM visitor WHERE customer_id IS NOT NULL GROUP BY visitor_id
) AS v ON v.visitor_id = -e.customer_id;
CREATE OR REPLACE VIEW talk AS
SELECT coalesce(v.customer_id, c.customer_id) AS customer_id, c.chat_id, c.shop_id, c.agent, c.product_id, c.started_at,
       c.local_day, c.local_hour, c.first_reply_seconds, c.questions, c.answers, c.words, c.bargained, c.score, c.topic
FROM chat AS c LEFT JOIN (
  SELECT visitor_id, max(customer_id) AS customer_id FROM visitor WHERE customer_id IS NOT NULL GROUP BY visitor_id
) AS v ON v.visitor_id = -c.customer_id;
