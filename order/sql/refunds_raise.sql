-- Raises known refunds of known orders to what the file says was given back; none is ever lowered.
UPDATE refund SET amount_minor = s.returned_minor
FROM stage_order AS s JOIN stage_match AS m ON m.order_ix = s.order_ix
WHERE m.state > 0 AND refund.customer_id = m.customer_id AND refund.order_id = m.order_id
  AND refund.external_no = s.external_no AND refund.amount_minor < s.returned_minor
