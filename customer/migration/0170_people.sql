-- When identities were borne, which of them are nobody's, what of a customer went to another, and answers that were given at several times.
ALTER TABLE identity ADD COLUMN first_told timestamptz;   -- of the first and of the last fact that bore it; NULL: the arrival
ALTER TABLE identity ADD COLUMN last_told timestamptz;
ALTER TABLE identity ADD COLUMN born_id bigint;           -- whose it is by itself, where customer_id is whom that customer was merged into
ALTER TABLE customer ADD COLUMN merged_into bigint;       -- the customer who this one is now; NULL: itself
ALTER TABLE suppression ADD COLUMN value_hash varchar;    -- of the one address that is kept; NULL: every address of the channel
ALTER TABLE stage_identity ADD COLUMN first_told timestamptz;
ALTER TABLE stage_identity ADD COLUMN last_told timestamptz;
CREATE TABLE identity_borne (
  customer_id bigint NOT NULL,      -- who bears a value that is somebody else's
  kind varchar NOT NULL,
  shop_id bigint NOT NULL,
  value_hash varchar NOT NULL,
  born_id bigint                    -- as in identity
);
CREATE TABLE identity_shared (
  kind varchar NOT NULL,            -- values that too many bear, so that they tell nobody
  shop_id bigint NOT NULL,
  value_hash varchar NOT NULL,
  since timestamptz NOT NULL
);
CREATE TABLE stage_answer (
  customer_id bigint NOT NULL,
  channel varchar NOT NULL,
  purpose varchar NOT NULL,
  granted boolean NOT NULL,
  evidence varchar NOT NULL,
  occurred_at timestamptz NOT NULL,
  dated boolean NOT NULL,           -- the source says when; else it is the time of the import
  suppress boolean NOT NULL         -- they unsubscribed: nothing goes out until they agree anew
);
CREATE TABLE customer_merge (
  merge_id bigint NOT NULL PRIMARY KEY,
  from_id bigint NOT NULL,
  into_id bigint NOT NULL,
  actor varchar NOT NULL,
  reason varchar NOT NULL,
  merged_at timestamptz NOT NULL,
  filled varchar NOT NULL,          -- what was not known of the one and was of the other: name_sealed,gender,birthday,country,province,city
  undone_at timestamptz,
  undone_by varchar
);
CREATE TABLE customer_merge_row (
  merge_id bigint NOT NULL,
  table_name varchar NOT NULL,
  row_key varchar NOT NULL          -- the row's key besides the customer, its parts joined by chr(31)
);
CREATE OR REPLACE VIEW person AS
SELECT customer_id, first_shop_id, gender, birthday, country, province, city, arrived_at
FROM customer WHERE merged_into IS NULL;
CREATE OR REPLACE VIEW consent_now AS
SELECT customer_id, channel, purpose, granted, occurred_at
FROM (SELECT customer_id, channel, purpose, granted, occurred_at,
             row_number() OVER (PARTITION BY customer_id, channel, purpose
                                ORDER BY occurred_at DESC NULLS LAST, granted ASC NULLS LAST, consent_id DESC NULLS LAST) AS nth
      FROM consent) AS c
WHERE nth = 1;
CREATE OR REPLACE VIEW address AS
SELECT customer_id, channel, CAST(value_hash AS text) AS value_hash
FROM (SELECT i.customer_id, i.kind AS channel, i.value_hash,
             row_number() OVER (PARTITION BY i.customer_id, i.kind
                                ORDER BY CASE WHEN k.value_hash IS NULL THEN 0 ELSE 1 END ASC NULLS LAST,
                                         coalesce(i.last_told, i.arrived_at) DESC NULLS LAST, i.value_hash ASC NULLS LAST) AS nth
      FROM identity AS i
      LEFT JOIN (SELECT DISTINCT customer_id, channel, value_hash FROM suppression WHERE lifted_at IS NULL AND value_hash IS NOT NULL) AS k
        ON k.customer_id = i.customer_id AND k.channel = i.kind AND k.value_hash = i.value_hash
      WHERE i.kind IN ('email', 'phone')) AS a
WHERE nth = 1;
CREATE OR REPLACE VIEW suppressed AS
SELECT s.customer_id, s.channel, s.reason, s.since
FROM suppression AS s
LEFT JOIN (SELECT DISTINCT b.customer_id, b.channel
           FROM suppression AS b JOIN identity AS i ON i.customer_id = b.customer_id AND i.kind = b.channel
           LEFT JOIN suppression AS k ON k.customer_id = i.customer_id AND k.channel = i.kind AND k.value_hash = i.value_hash AND k.lifted_at IS NULL
           WHERE b.value_hash IS NOT NULL AND b.lifted_at IS NULL AND k.customer_id IS NULL) AS w
  ON w.customer_id = s.customer_id AND w.channel = s.channel
WHERE s.lifted_at IS NULL AND (s.value_hash IS NULL OR w.customer_id IS NULL);
