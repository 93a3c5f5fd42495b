-- Staged orders that are not known and do not say when they were made.
SELECT s.order_ix, s.row_count FROM stage_order AS s
WHERE s.ordered_at IS NULL AND NOT EXISTS (SELECT 1 FROM stage_match AS m WHERE m.order_ix = s.order_ix)
ORDER BY s.order_ix ASC NULLS LAST
