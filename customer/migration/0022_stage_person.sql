-- What a file tells of people who are known already; empty outside of a running import.
CREATE TABLE stage_person (
  customer_id bigint NOT NULL,
  name_sealed varchar,
  gender varchar,
  country varchar,
  province varchar,
  city varchar
);
