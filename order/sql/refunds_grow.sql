-- Raises known refunds of no named order to what the file says was given back; none is ever lowered.
UPDATE refund SET amount_minor = s.amount_minor
FROM stage_refund AS s
WHERE s.order_ix IS NULL AND refund.shop_id = CAST(@shop AS bigint) AND refund.external_no = s.external_no AND refund.order_id IS NULL
  AND refund.amount_minor < s.amount_minor
