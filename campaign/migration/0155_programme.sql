-- A planned series of contacts after the first purchase, and the campaigns that are its waves.
CREATE TABLE programme (
  programme_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,
  name varchar NOT NULL,
  created_at timestamptz NOT NULL,
  created_by varchar NOT NULL,
  changed_at timestamptz NOT NULL,
  ended_at timestamptz              -- from then on it is no longer offered; its campaigns stay
);
CREATE TABLE programme_step (
  step_id bigint NOT NULL PRIMARY KEY,
  programme_id bigint NOT NULL,
  step_no integer NOT NULL,         -- 1 up, by day
  name varchar NOT NULL,
  from_day integer NOT NULL,        -- days after the first purchase, both counted
  to_day integer NOT NULL,
  purpose varchar NOT NULL,         -- marketing, care
  goal varchar NOT NULL,            -- conversion, repeat, retention
  stimulus varchar NOT NULL,        -- what is offered, '' if nothing
  subject varchar NOT NULL,         -- Liquid
  body varchar NOT NULL,            -- Liquid, HTML
  segment_id bigint NOT NULL,       -- whom its campaigns mean; 0 before the first of them
  touched_at timestamptz,           -- when a campaign of it was last made or drawn: who writes this first goes first
  ended_at timestamptz
);
CREATE TABLE programme_wave (
  campaign_id bigint NOT NULL PRIMARY KEY,
  programme_id bigint NOT NULL,
  step_id bigint NOT NULL,
  created_at timestamptz NOT NULL
);
