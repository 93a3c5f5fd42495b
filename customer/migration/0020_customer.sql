-- Who the customers are. Personal values are sealed; look-up is by keyed hash.
CREATE TABLE customer (
  customer_id bigint NOT NULL,
  first_shop_id bigint NOT NULL,
  name_sealed varchar,
  gender varchar,
  birthday date,
  country varchar,
  province varchar,
  city varchar,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE identity (
  kind varchar NOT NULL,            -- ouid, external, nick, email, phone
  shop_id bigint NOT NULL,          -- 0 for kinds that are the same in every shop (email, phone)
  value_hash varchar NOT NULL,      -- 32 hex digits of HMAC-SHA256
  customer_id bigint NOT NULL,
  value_sealed varchar NOT NULL,
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE TABLE consent (
  customer_id bigint NOT NULL,
  consent_id varchar NOT NULL,      -- UUIDv7
  channel varchar NOT NULL,         -- email
  purpose varchar NOT NULL,         -- marketing, care
  granted boolean NOT NULL,
  source varchar NOT NULL,          -- import, unsubscribe page, agent, ...
  evidence varchar NOT NULL,
  occurred_at timestamptz NOT NULL,
  arrived_at timestamptz NOT NULL
);
CREATE TABLE suppression (
  customer_id bigint NOT NULL,
  channel varchar NOT NULL,         -- email, or * for all
  reason varchar NOT NULL,          -- blacklist, bounce, complaint
  source varchar NOT NULL,
  since timestamptz NOT NULL,
  lifted_at timestamptz
);
CREATE TABLE seal_key (
  key_id integer NOT NULL PRIMARY KEY,
  check_value varchar NOT NULL,     -- a known word sealed by the key: tells a wrong key file
  created_at timestamptz NOT NULL
);
CREATE VIEW person AS
SELECT customer_id, first_shop_id, gender, birthday, country, province, city, arrived_at
FROM customer;
CREATE VIEW address AS
SELECT customer_id, kind AS channel, min(value_hash) AS value_hash
FROM identity WHERE kind IN ('email', 'phone')
GROUP BY customer_id, kind;
CREATE VIEW consent_now AS
SELECT customer_id, channel, purpose, granted, occurred_at
FROM (SELECT customer_id, channel, purpose, granted, occurred_at,
             row_number() OVER (PARTITION BY customer_id, channel, purpose
                                ORDER BY occurred_at DESC NULLS LAST, consent_id DESC NULLS LAST) AS nth
      FROM consent) AS c
WHERE nth = 1;
CREATE VIEW suppressed AS
SELECT customer_id, channel, reason, since
FROM suppression WHERE lifted_at IS NULL;
