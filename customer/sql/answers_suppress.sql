-- Keeps the channel from those who unsubscribed and have not agreed anew, once.
INSERT INTO suppression (customer_id, channel, reason, source, since, lifted_at)
SELECT s.customer_id, s.channel, 'unsubscribed', 'import', s.occurred_at, CAST(NULL AS timestamptz)
FROM (SELECT t.customer_id, coalesce(c.merged_into, t.customer_id) AS root_id, t.channel, max(t.occurred_at) AS occurred_at
      FROM stage_answer AS t JOIN customer AS c ON c.customer_id = t.customer_id
      WHERE t.suppress GROUP BY t.customer_id, coalesce(c.merged_into, t.customer_id), t.channel) AS s
LEFT JOIN (SELECT customer_id, channel, max(occurred_at) AS yes_at FROM consent WHERE granted AND purpose = 'marketing' GROUP BY customer_id, channel) AS k
  ON k.customer_id = s.root_id AND k.channel = s.channel AND k.yes_at > s.occurred_at
WHERE k.customer_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM suppression AS x WHERE x.customer_id = s.root_id AND x.channel = s.channel AND x.reason = 'unsubscribed' AND x.since >= s.occurred_at)
  AND NOT EXISTS (SELECT 1 FROM suppression AS x WHERE x.customer_id = s.root_id AND x.channel = s.channel AND x.reason = 'unsubscribed' AND x.lifted_at IS NULL)
