-- Verdicts at hand-over, for those who were held back.
INSERT INTO gate_verdict (customer_id, campaign_id, phase, passed, reason, decided_at)
SELECT unnest(CAST(@ids AS bigint[])), CAST(@campaign AS bigint), 'send', false, unnest(CAST(@reasons AS varchar[])), CAST(@decided AS timestamptz)
