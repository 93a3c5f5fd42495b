-- Where orders came from and when their parcels went and came; of several rows of an order each value is the last that is told.
CREATE VIEW stage_detail AS
SELECT min(r) AS detail_ix, t_order_no AS external_no, arg_max(t_source, r) FILTER (t_source IS NOT NULL) AS source,
       arg_max(coalesce(t_source_group, channel_of(t_source)), r) FILTER (t_source IS NOT NULL OR t_source_group IS NOT NULL) AS source_group,
       max(t_shipped_at) AS shipped_at, CAST(timezone(zone(), max(t_shipped_at)) AS DATE) AS shipped_day,
       max(t_delivered_at) AS delivered_at, CAST(timezone(zone(), max(t_delivered_at)) AS DATE) AS delivered_day
FROM typed WHERE reason IS NULL GROUP BY t_order_no;
CREATE VIEW rows_of AS SELECT t.r, d.detail_ix AS ix FROM typed AS t JOIN stage_detail AS d ON d.external_no = t.t_order_no WHERE t.reason IS NULL;
