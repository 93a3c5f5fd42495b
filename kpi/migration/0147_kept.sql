-- Answers to questions about all facts, kept until the facts change.
CREATE TABLE kpi_kept (
  kept_id bigint NOT NULL PRIMARY KEY,
  question varchar NOT NULL,
  shop_id bigint NOT NULL,          -- 0: all shops
  as_of date NOT NULL,
  facts bigint NOT NULL,            -- version of the facts it was answered from
  document varchar NOT NULL         -- JSON
);
