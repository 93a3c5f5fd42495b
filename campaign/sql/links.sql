-- The addresses of a campaign in the order of their numbers.
SELECT url FROM campaign_link WHERE campaign_id = @campaign ORDER BY link_no ASC NULLS LAST
