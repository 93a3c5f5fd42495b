-- Adds the days and sources that are new.
INSERT INTO traffic (shop_id, local_day, source, source_group, visitors, visits, views, carts, buyers, new_visitors, cost_minor, arrived_at, batch_id)
SELECT CAST(@shop AS bigint), s.local_day, s.source, s.source_group, s.visitors, s.visits, s.views, s.carts, s.buyers, s.new_visitors, s.cost_minor,
       CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_traffic AS s
WHERE NOT EXISTS (SELECT 1 FROM traffic AS t WHERE t.shop_id = CAST(@shop AS bigint) AND t.local_day = s.local_day AND t.source = s.source)
