-- Replaces what was known of a day and a source by what the file says.
UPDATE traffic SET source_group = s.source_group, visitors = s.visitors, visits = s.visits, views = s.views, carts = s.carts, buyers = s.buyers,
       new_visitors = s.new_visitors, cost_minor = s.cost_minor, arrived_at = CAST(@arrived AS timestamptz), batch_id = CAST(@batch AS bigint)
FROM stage_traffic AS s
WHERE traffic.shop_id = CAST(@shop AS bigint) AND traffic.local_day = s.local_day AND traffic.source = s.source
  AND (traffic.source_group <> s.source_group OR traffic.visitors <> s.visitors OR traffic.visits IS DISTINCT FROM s.visits
    OR traffic.views IS DISTINCT FROM s.views OR traffic.carts IS DISTINCT FROM s.carts OR traffic.buyers IS DISTINCT FROM s.buyers
    OR traffic.new_visitors IS DISTINCT FROM s.new_visitors OR traffic.cost_minor <> s.cost_minor)
