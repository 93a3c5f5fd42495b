-- What came in from outside, and what was refused and why.
CREATE TABLE import_batch (
  batch_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,
  preset varchar NOT NULL,
  file_name varchar NOT NULL,
  file_hash varchar NOT NULL,       -- sha256, hex
  state varchar NOT NULL,           -- running, done, failed, cancelled
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  row_count bigint NOT NULL,
  orders bigint NOT NULL,           -- new orders
  lines bigint NOT NULL,
  customers bigint NOT NULL,        -- new customers
  refunds bigint NOT NULL,
  changed bigint NOT NULL,          -- known orders that moved on
  duplicates bigint NOT NULL,       -- known orders that did not
  rejected bigint NOT NULL,         -- refused rows
  keyless bigint NOT NULL,          -- new orders without any identity
  mapping varchar NOT NULL,         -- JSON
  failure varchar NOT NULL,         -- one sentence, or ''
  actor varchar NOT NULL
);
CREATE TABLE import_reject (
  batch_id bigint NOT NULL,
  row_no bigint NOT NULL,           -- as a spreadsheet counts: the header is row 1
  column_name varchar NOT NULL,
  reason varchar NOT NULL,          -- code
  sentence varchar NOT NULL,
  cure varchar NOT NULL,
  row_sealed varchar NOT NULL       -- the whole row, sealed: it holds personal data
);
CREATE TABLE import_mapping (
  name varchar NOT NULL PRIMARY KEY,
  mapping varchar NOT NULL,         -- JSON
  created_at timestamptz NOT NULL
);
