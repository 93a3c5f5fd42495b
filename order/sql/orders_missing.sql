-- How many staged orders are new.
SELECT count(*) AS missing FROM stage_order AS s
WHERE s.ordered_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stage_match AS m WHERE m.order_ix = s.order_ix)
