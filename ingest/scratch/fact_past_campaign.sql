-- The campaigns that ran before; of two rows of a number the last counts.
CREATE VIEW stage_past_campaign AS
SELECT t_campaign AS campaign_no, t_name AS name, t_type AS kind, t_start AS start_day, t_end AS end_day
FROM typed WHERE r IN (SELECT max(r) FROM typed WHERE reason IS NULL GROUP BY t_campaign);
