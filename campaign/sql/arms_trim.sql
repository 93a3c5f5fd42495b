-- Drops the arms that a draft no longer has.
DELETE FROM campaign_arm WHERE campaign_id = @campaign AND arm_no > @last
