-- Ends the suppressions of those who unsubscribed and agreed anew.
UPDATE suppression SET lifted_at = n.occurred_at
FROM (SELECT customer_id, channel, max(occurred_at) AS occurred_at FROM consent WHERE granted AND purpose = 'marketing' GROUP BY customer_id, channel) AS n
WHERE suppression.reason = 'unsubscribed' AND suppression.lifted_at IS NULL
  AND n.customer_id = suppression.customer_id AND n.channel = suppression.channel AND n.occurred_at > suppression.since
