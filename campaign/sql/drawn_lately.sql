-- How many of those who were drawn for a campaign had bought lately.
SELECT count(*) AS customers FROM assigned
WHERE experiment_id = CAST(@campaign AS bigint) AND stratum IN ('after_sale', 'active')
