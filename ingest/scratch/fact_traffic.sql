-- Visits by day and source; of two rows of the same day and source the last counts.
CREATE VIEW stage_traffic AS
SELECT t_day AS local_day, t_source AS source, coalesce(t_source_group, channel_of(t_source)) AS source_group, t_visitors AS visitors, t_visits AS visits, t_views AS views,
       t_carts AS carts, t_buyers AS buyers, t_new_visitors AS new_visitors, coalesce(t_cost, 0) AS cost_minor
FROM typed WHERE r IN (SELECT max(r) FROM typed WHERE reason IS NULL GROUP BY t_day, t_source);
