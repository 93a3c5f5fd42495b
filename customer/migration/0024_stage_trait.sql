-- What a file tells of customers besides name and place; empty outside of a running import.
CREATE TABLE stage_trait (
  who_ix bigint NOT NULL,
  name varchar NOT NULL,
  since date NOT NULL,
  dated boolean NOT NULL,           -- the file says since when; else it is the day of the import
  text_value varchar NOT NULL,
  number_value double precision
);
CREATE TABLE stage_told (
  who_ix bigint NOT NULL,
  customer_id bigint NOT NULL
);
