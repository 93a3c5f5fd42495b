-- Forgets a draft.
DELETE FROM campaign WHERE campaign_id = @campaign AND state = 'draft'
