-- The campaigns that a shop ran before: which there were, who was contacted and who redeemed; the stage tables are empty outside of a running import.
CREATE TABLE past_campaign (
  shop_id bigint NOT NULL,
  campaign_no varchar NOT NULL,     -- the number in the tool that ran it
  name varchar,
  kind varchar,                     -- what the tool calls its type
  start_day date NOT NULL,
  end_day date,                     -- the last day; unknown while open
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE past_contact (
  customer_id bigint NOT NULL,      -- negative: a visitor
  contact_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  source_no varchar NOT NULL,       -- the source's number of the contact, or a hash of who, which campaign, how, when and which of several alike
  campaign_no varchar NOT NULL,
  channel varchar,
  arm varchar,
  is_control boolean NOT NULL,      -- on the list, but held back from the campaign to compare with
  cost_minor bigint,
  contacted_at timestamptz,         -- unknown: with the start of the campaign
  local_day date,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE past_redemption (
  customer_id bigint NOT NULL,      -- negative: a visitor
  redemption_id bigint NOT NULL,
  shop_id bigint NOT NULL,
  source_no varchar NOT NULL,       -- as of a contact
  campaign_no varchar NOT NULL,
  coupon_no varchar,
  order_no varchar,
  amount_minor bigint,              -- what the coupon took off
  redeemed_at timestamptz NOT NULL,
  local_day date NOT NULL,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE stage_past_campaign (
  campaign_no varchar NOT NULL,
  name varchar,
  kind varchar,
  start_day date NOT NULL,
  end_day date
);
CREATE TABLE stage_past_contact (
  contact_ix bigint NOT NULL,
  who_ix bigint NOT NULL,
  source_no varchar NOT NULL,
  campaign_no varchar NOT NULL,
  channel varchar,
  arm varchar,
  is_control boolean,               -- unknown: the file does not say
  cost_minor bigint,
  contacted_at timestamptz,
  local_day date
);
CREATE TABLE stage_past_redemption (
  redemption_ix bigint NOT NULL,
  who_ix bigint NOT NULL,
  source_no varchar NOT NULL,
  campaign_no varchar NOT NULL,
  coupon_no varchar,
  order_no varchar,
  amount_minor bigint,
  redeemed_at timestamptz NOT NULL,
  local_day date NOT NULL
);
CREATE VIEW campaign_before AS
SELECT shop_id, campaign_no, name, kind, start_day, end_day FROM past_campaign;
CREATE VIEW contacted_before AS
SELECT coalesce(v.customer_id, c.customer_id) AS customer_id, c.contact_id, c.shop_id, c.campaign_no, c.channel, c.arm, c.is_control, c.cost_minor,
       c.contacted_at, coalesce(c.local_day, p.start_day) AS local_day
FROM past_contact AS c LEFT JOIN (
  SELECT visitor_id, max(customer_id) AS customer_id FROM visitor WHERE customer_id IS NOT NULL GROUP BY visitor_id
) AS v ON v.visitor_id = -c.customer_id
LEFT JOIN past_campaign AS p ON p.shop_id = c.shop_id AND p.campaign_no = c.campaign_no;
CREATE VIEW redeemed_before AS
SELECT coalesce(v.customer_id, r.customer_id) AS customer_id, r.redemption_id, r.shop_id, r.campaign_no, r.coupon_no, r.order_no, r.amount_minor,
       r.redeemed_at, r.local_day
FROM past_redemption AS r LEFT JOIN (
  SELECT visitor_id, max(customer_id) AS customer_id FROM visitor WHERE customer_id IS NOT NULL GROUP BY visitor_id
) AS v ON v.visitor_id = -r.customer_id;
