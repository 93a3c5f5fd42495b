-- Notes the buyers that the file names of known orders that had none.
UPDATE stage_match SET owner_id = b.customer_id
FROM stage_order AS s JOIN stage_buyer AS b ON b.buyer_ix = s.buyer_ix
WHERE stage_match.customer_id < 0 AND stage_match.state > 0 AND s.order_ix = stage_match.order_ix
