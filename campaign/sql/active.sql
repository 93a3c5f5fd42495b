-- The campaigns that have something to do: those that send, and cancelled ones with messages left over.
SELECT c.campaign_id FROM campaign AS c
WHERE c.state = 'sending'
   OR c.state = 'cancelled' AND EXISTS (SELECT 1 FROM contact AS m WHERE m.campaign_id = c.campaign_id AND m.state IN (0, 1))
ORDER BY c.campaign_id ASC NULLS LAST
