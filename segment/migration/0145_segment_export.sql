-- Which segments were put to use outside: their members taken out as a file.
CREATE TABLE segment_export (
  segment_id bigint NOT NULL,
  exported_at timestamptz NOT NULL,
  actor varchar NOT NULL,
  customers bigint NOT NULL
);
