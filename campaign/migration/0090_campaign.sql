-- One audience, one touch point, one content.
CREATE TABLE campaign (
  campaign_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,
  name varchar NOT NULL,
  goal varchar NOT NULL,            -- conversion, repeat, retention (S1-55)
  purpose varchar NOT NULL,         -- marketing, care
  state varchar NOT NULL,           -- draft, waiting, approved, sending, paused, done, cancelled
  segment_id bigint NOT NULL,       -- 0 while a draft has none
  segment_version integer NOT NULL,
  as_of date,                       -- audience as of this day
  everybody_ok boolean NOT NULL,    -- somebody took responsibility for an audience of everybody (S0-19)
  exclusions varchar NOT NULL,      -- JSON
  channel varchar NOT NULL,
  sender_id bigint NOT NULL,
  control_share_bp integer NOT NULL,-- basis points, 1000 = 10 %; 0: as the size of the audience asks for
  windows varchar NOT NULL,         -- JSON: [2,10,30]
  primary_window integer NOT NULL,
  scheduled_at timestamptz,         -- NULL: as soon as approved
  rate_per_second integer NOT NULL,
  coupon_minor bigint NOT NULL,     -- cost of one redeemed coupon
  margin_bp integer NOT NULL,
  salt varchar NOT NULL,
  created_at timestamptz NOT NULL,
  created_by varchar NOT NULL,
  submitted_at timestamptz,
  submitted_by varchar NOT NULL,
  approved_at timestamptz,
  approved_by varchar NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  acknowledged_at timestamptz,      -- somebody took note of the result
  note varchar NOT NULL             -- why it is paused or was sent back, or ''
);
CREATE TABLE campaign_arm (
  campaign_id bigint NOT NULL,
  arm_no smallint NOT NULL,         -- 1 up; 0 is the control and has no content
  name varchar NOT NULL,
  weight integer NOT NULL,          -- share among the treated
  subject varchar NOT NULL,         -- Liquid
  body varchar NOT NULL,            -- Liquid, HTML
  PRIMARY KEY (campaign_id, arm_no)
);
CREATE TABLE campaign_link (
  campaign_id bigint NOT NULL,
  link_no integer NOT NULL,
  url varchar NOT NULL,
  PRIMARY KEY (campaign_id, link_no)
);
