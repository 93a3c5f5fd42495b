-- How many messages of a campaign were opened, clicked, unsubscribed from, bounced.
SELECT kind, count(*) AS messages
FROM (SELECT kind, customer_id, message_id FROM message_event
      WHERE campaign_id = CAST(@campaign AS bigint) GROUP BY kind, customer_id, message_id) AS e
GROUP BY kind
