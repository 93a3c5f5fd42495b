-- One arm of a campaign.
INSERT INTO campaign_arm (campaign_id, arm_no, name, weight, subject, body)
VALUES (@campaign, CAST(@arm AS smallint), @name, CAST(@weight AS integer), @subject, @body)
