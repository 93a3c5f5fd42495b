-- Who was drawn into which arm of which experiment, before anything was sent.
CREATE TABLE experiment (
  experiment_id bigint NOT NULL PRIMARY KEY,  -- the campaign's number
  salt varchar NOT NULL,
  arms varchar NOT NULL,            -- JSON: [{"arm_no":0,"name":"control","weight":0.1},…]; arm 0 is the control
  start_day date NOT NULL,          -- local day on which the clock of every arm starts
  primary_window integer NOT NULL,  -- days
  created_at timestamptz NOT NULL
);
CREATE TABLE assignment (
  customer_id bigint NOT NULL,
  experiment_id bigint NOT NULL,
  arm_no smallint NOT NULL,
  stratum varchar NOT NULL,         -- life-cycle stage at assignment
  planned_at timestamptz NOT NULL
);
CREATE VIEW assigned AS
SELECT customer_id, experiment_id, arm_no, stratum, planned_at FROM assignment;
