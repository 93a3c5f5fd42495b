-- What was said to whom: senders, the gate's verdicts, outbox and delivery ledger, tracking.
CREATE TABLE sender (
  sender_id bigint NOT NULL PRIMARY KEY,
  name varchar NOT NULL,
  channel varchar NOT NULL,
  config_sealed varchar NOT NULL,   -- JSON, sealed: it holds a password
  from_address varchar NOT NULL,
  rate_per_second integer NOT NULL, -- 0: no limit
  cost_minor bigint NOT NULL,       -- of one message, in 1/10000 of the major unit
  created_at timestamptz NOT NULL
);
CREATE TABLE contact_limit (
  stage varchar NOT NULL PRIMARY KEY,
  care_ceiling integer NOT NULL,      -- most care contacts within one stay in the stage
  marketing_ceiling integer NOT NULL
);
INSERT INTO contact_limit (stage, care_ceiling, marketing_ceiling)
VALUES ('after_sale', 7, 0), ('active', 3, 4), ('silent', 2, 3), ('sleeping', 2, 2), ('lost', 1, 2), ('dead', 0, 1);
CREATE TABLE gate_verdict (
  customer_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  phase varchar NOT NULL,           -- plan (before assignment), send (at hand-over)
  passed boolean NOT NULL,
  stage_since date,                 -- local day on which the stay in the stage began
  reason varchar NOT NULL,          -- ok, no_address, no_consent, suppressed, blacklisted, ceiling, recent_contact, recent_purchase, bad_address, no_content
  decided_at timestamptz NOT NULL
);
CREATE TABLE message (
  customer_id bigint NOT NULL,
  message_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  arm_no smallint NOT NULL,
  channel varchar NOT NULL,
  purpose varchar NOT NULL,
  stage varchar NOT NULL,           -- at planning: what the ceiling counts
  stage_since date,                 -- at planning: from which local day on it counts
  bucket smallint NOT NULL,         -- customer_id mod 16
  state smallint NOT NULL,          -- 0 queued 1 claimed 2 sent 3 failed 4 unknown 5 cancelled 6 held back by the gate
  attempts smallint NOT NULL,
  planned_at timestamptz NOT NULL,
  claimed_at timestamptz,
  claim varchar NOT NULL,           -- the claiming process, '' if none
  done_at timestamptz,
  code varchar NOT NULL,            -- why it failed, '' if it did not
  cost_minor bigint NOT NULL        -- in 1/10000 of the major unit
);
CREATE TABLE message_event (
  customer_id bigint NOT NULL,
  event_id varchar NOT NULL,        -- UUIDv7
  message_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  kind varchar NOT NULL,            -- open, click, unsubscribe, bounce, complaint
  url varchar NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE VIEW contact AS
SELECT customer_id, message_id, campaign_id, arm_no, channel, purpose, stage, state, planned_at, done_at, cost_minor
FROM message;
CREATE VIEW contact_event AS
SELECT customer_id, message_id, campaign_id, kind, occurred_at FROM message_event;
CREATE VIEW verdict AS
SELECT customer_id, campaign_id, phase, passed, reason, decided_at FROM gate_verdict;
