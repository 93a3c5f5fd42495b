-- Industry series; of two rows of the same measure and day the last counts.
CREATE VIEW stage_benchmark AS
SELECT t_series AS series, t_measure AS measure, t_period AS period, t_start AS start_day, t_value AS value, t_low AS low, t_high AS high, t_origin AS origin, t_noted_on AS noted_on
FROM typed WHERE r IN (SELECT max(r) FROM typed WHERE reason IS NULL GROUP BY t_series, t_measure, t_period, t_start);
