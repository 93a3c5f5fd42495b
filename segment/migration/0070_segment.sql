-- Groups of customers: a rule, or a list that somebody brought.
CREATE TABLE segment (
  segment_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,
  name varchar NOT NULL,
  kind varchar NOT NULL,            -- rule, list
  version integer NOT NULL,         -- the current one
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  actor varchar NOT NULL
);
CREATE TABLE segment_version (
  segment_id bigint NOT NULL,
  version integer NOT NULL,
  rule varchar NOT NULL,            -- JSON
  created_at timestamptz NOT NULL,
  actor varchar NOT NULL,
  PRIMARY KEY (segment_id, version)
);
CREATE TABLE segment_member (
  customer_id bigint NOT NULL,
  segment_id bigint NOT NULL,
  since date NOT NULL
);
CREATE TABLE segment_change (
  customer_id bigint NOT NULL,
  segment_id bigint NOT NULL,
  run_id bigint NOT NULL,
  entered boolean NOT NULL          -- false: left
);
CREATE TABLE segment_run (
  run_id bigint NOT NULL PRIMARY KEY,
  segment_id bigint NOT NULL,
  version integer NOT NULL,
  as_of date NOT NULL,
  size bigint NOT NULL,
  entered bigint NOT NULL,
  departed bigint NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE VIEW member_of AS
SELECT customer_id, segment_id, since FROM segment_member;
