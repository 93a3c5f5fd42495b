-- The arms of a campaign with their content.
SELECT arm_no, name, weight, subject, body FROM campaign_arm WHERE campaign_id = @campaign ORDER BY arm_no ASC NULLS LAST
