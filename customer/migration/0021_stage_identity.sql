-- Identities that are looked up in bulk; empty outside of a running import.
CREATE TABLE stage_identity (
  identity_ix bigint NOT NULL,
  kind varchar NOT NULL,
  shop_id bigint NOT NULL,
  value_hash varchar NOT NULL
);
