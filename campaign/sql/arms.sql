-- The arms of some campaigns with their content.
SELECT campaign_id, arm_no, name, weight, subject, body FROM campaign_arm
WHERE campaign_id IN (SELECT unnest(CAST(@campaigns AS bigint[])))
ORDER BY campaign_id ASC NULLS LAST, arm_no ASC NULLS LAST
