-- Where a link of a campaign leads.
SELECT url FROM campaign_link WHERE campaign_id = @campaign AND link_no = @link
