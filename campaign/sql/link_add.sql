-- An address that a campaign's messages lead to.
INSERT INTO campaign_link (campaign_id, link_no, url) VALUES (@campaign, CAST(@link AS integer), @url)
