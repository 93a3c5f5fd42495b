-- What is told of a customer besides name and place: age, education, occupation, free fields of the archive.
CREATE TABLE trait (
  customer_id bigint NOT NULL,
  name varchar NOT NULL,            -- age, education, occupation, credit_level, ... or the shop's own
  since date NOT NULL,
  text_value varchar,
  number_value double precision,
  source varchar NOT NULL,          -- import, agent, survey
  arrived_at timestamptz NOT NULL,
  batch_id bigint NOT NULL
);
CREATE VIEW told AS
SELECT customer_id, name, since, text_value, number_value, source FROM trait;
