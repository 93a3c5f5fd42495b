-- Movements of customers between the stages of two published snapshots.
CREATE TABLE stage_flow (
  from_snapshot bigint NOT NULL,
  to_snapshot bigint NOT NULL,
  from_stage varchar NOT NULL,      -- prospect: not yet a customer
  to_stage varchar NOT NULL,
  customers bigint NOT NULL,
  net_minor bigint NOT NULL
);
