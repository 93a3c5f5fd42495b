-- Who may do what: people, keys for programs, sessions, and who saw or did what.
CREATE TABLE users (
  user_id bigint NOT NULL PRIMARY KEY,
  login varchar NOT NULL,
  name varchar NOT NULL,
  role varchar NOT NULL,            -- admin, operator, approver, analyst
  password_hash varchar NOT NULL,   -- argon2id, PHC string
  disabled boolean NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE api_key (
  key_id bigint NOT NULL PRIMARY KEY,
  name varchar NOT NULL,
  role varchar NOT NULL,
  prefix varchar NOT NULL,          -- shown in lists
  key_hash varchar NOT NULL,        -- sha256 of the key, hex
  created_by bigint NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE TABLE session (
  token_hash varchar NOT NULL,      -- sha256 of the cookie's token, hex
  data varchar NOT NULL,            -- base64
  expires_at timestamptz NOT NULL
);
CREATE TABLE audit (
  audit_id varchar NOT NULL,        -- UUIDv7
  occurred_at timestamptz NOT NULL,
  actor varchar NOT NULL,           -- user:3, key:7, system
  action varchar NOT NULL,          -- customer.unmask, campaign.approve, ...
  subject varchar NOT NULL,         -- customer:42
  detail varchar NOT NULL
);
