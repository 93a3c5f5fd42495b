-- Changes an arm that is there.
UPDATE campaign_arm SET name = @name, weight = @weight, subject = @subject, body = @body
WHERE campaign_id = @campaign AND arm_no = @arm
