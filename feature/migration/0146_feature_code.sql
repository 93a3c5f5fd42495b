-- Rows are written at every refresh and told in words only when read: the stage
-- and the ladder are kept as numbers, and what follows from other columns is not kept.
CREATE TABLE feature_coded (
  customer_id bigint NOT NULL,
  snapshot_id bigint NOT NULL,
  first_day date NOT NULL,
  second_day date,
  last_day date NOT NULL,
  recency_days integer NOT NULL,    -- as_of - last_day
  occasions integer NOT NULL,       -- days with a purchase, lifetime
  orders integer NOT NULL,
  quantity bigint NOT NULL,
  gross_minor bigint NOT NULL,
  refund_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  occasions_window integer NOT NULL,-- within rfm_days
  net_window_minor bigint NOT NULL,
  stage_code smallint NOT NULL,     -- day clock (S0-10): 1 after_sale, 2 active, 3 silent, 4 sleeping, 5 lost, 6 dead
  stage_since date NOT NULL,        -- the local day on which the stage began
  ladder_code smallint NOT NULL,    -- 1 new, 2 regular, 3 fans, 4 holding, 5 lapsed (S1-36, S1-60)
  r_score smallint NOT NULL,        -- 1..5, rank-min
  f_score smallint NOT NULL,
  m_score smallint NOT NULL,
  province varchar,                 -- of the last order
  city varchar
);
INSERT INTO feature_coded (customer_id, snapshot_id, first_day, second_day, last_day, recency_days,
  occasions, orders, quantity, gross_minor, refund_minor, discount_minor, occasions_window, net_window_minor,
  stage_code, stage_since, ladder_code, r_score, f_score, m_score, province, city)
SELECT customer_id, snapshot_id, first_day, second_day, last_day, recency_days,
  occasions, orders, quantity, gross_minor, refund_minor, discount_minor, occasions_window, net_window_minor,
  CASE stage WHEN 'after_sale' THEN 1 WHEN 'active' THEN 2 WHEN 'silent' THEN 3 WHEN 'sleeping' THEN 4 WHEN 'lost' THEN 5 ELSE 6 END,
  stage_since,
  CASE ladder WHEN 'new' THEN 1 WHEN 'regular' THEN 2 WHEN 'fans' THEN 3 WHEN 'holding' THEN 4 ELSE 5 END,
  r_score, f_score, m_score, province, city
FROM feature;
DROP VIEW customer_feature;
DROP TABLE feature;
ALTER TABLE feature_coded RENAME TO feature;
CREATE VIEW customer_feature AS
SELECT customer_id, snapshot_id, first_day, second_day, last_day, recency_days,
       CAST(recency_days + (last_day - first_day) AS integer) AS tenure_days,
       occasions, orders, quantity, gross_minor, refund_minor, gross_minor - refund_minor AS net_minor, discount_minor,
       (gross_minor - refund_minor) / orders AS mean_order_minor, occasions_window, net_window_minor,
       CAST(CASE WHEN occasions > 1 THEN CAST(last_day - first_day AS integer) / (occasions - 1) END AS integer) AS gap_days,
       CASE stage_code WHEN 1 THEN 'after_sale' WHEN 2 THEN 'active' WHEN 3 THEN 'silent' WHEN 4 THEN 'sleeping' WHEN 5 THEN 'lost' ELSE 'dead' END AS stage,
       stage_since,
       CASE ladder_code WHEN 1 THEN 'new' WHEN 2 THEN 'regular' WHEN 3 THEN 'fans' WHEN 4 THEN 'holding' ELSE 'lapsed' END AS ladder,
       r_score, f_score, m_score, province, city
FROM feature;
