-- The KPI tree as data, targets by ISO week, and the weekly values that targets were set upon.
CREATE TABLE kpi_definition (
  version integer NOT NULL PRIMARY KEY,
  document varchar NOT NULL,        -- JSON: nodes, links, departments, stages, planks, roles, diagnosis
  created_at timestamptz NOT NULL,
  actor varchar NOT NULL
);
CREATE TABLE kpi_target (
  target_id bigint NOT NULL PRIMARY KEY,
  shop_id bigint NOT NULL,          -- 0: all shops
  measure varchar NOT NULL,
  name varchar NOT NULL,
  owner varchar NOT NULL,           -- department or person
  base_from date NOT NULL,          -- Monday of the first week of the baseline
  base_to date NOT NULL,            -- Monday of its last week
  last_week date NOT NULL,          -- Monday of the week in which the end is reached
  baseline double precision NOT NULL,
  growth varchar NOT NULL,          -- linear, factor
  step double precision NOT NULL,   -- linear: a week
  factor double precision NOT NULL, -- factor: as the person said it
  reading varchar NOT NULL,         -- times: 1.2 means x1.2; more: 1.2 means x2.2
  head_count bigint,                -- planned increment in heads over the weeks, where one was set
  created_at timestamptz NOT NULL,
  actor varchar NOT NULL,
  ended_at timestamptz              -- taken back
);
CREATE TABLE kpi_value (
  target_id bigint NOT NULL,
  week date NOT NULL,               -- Monday
  value double precision,
  as_of date NOT NULL               -- what was known when it was reckoned
);
