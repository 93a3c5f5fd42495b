-- Forget the verdicts of an earlier planning of the campaign.
DELETE FROM gate_verdict WHERE campaign_id = CAST(@campaign AS bigint) AND phase = 'plan'
