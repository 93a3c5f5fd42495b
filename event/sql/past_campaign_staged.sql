-- How many past campaigns were staged.
SELECT count(*) AS staged, CAST(0 AS bigint) AS numbers FROM stage_past_campaign
