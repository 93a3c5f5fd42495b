-- Writes the newest yes and the newest no of everybody that are new; one without a time repeats nothing, and signs up nobody who ever answered.
INSERT INTO consent (customer_id, consent_id, channel, purpose, granted, source, evidence, occurred_at, arrived_at)
SELECT s.customer_id, CAST(@id AS varchar) || ':' || s.customer_id || ':' || s.channel || ':' || s.purpose || CASE WHEN s.granted THEN ':yes' ELSE ':no' END,
       s.channel, s.purpose, s.granted, 'import', s.evidence, s.occurred_at, CAST(@arrived AS timestamptz)
FROM (SELECT t.customer_id, coalesce(c.merged_into, t.customer_id) AS root_id, t.channel, t.purpose, t.granted,
             max(t.evidence) AS evidence, max(t.occurred_at) AS occurred_at, bool_or(t.dated) AS dated
      FROM stage_answer AS t JOIN customer AS c ON c.customer_id = t.customer_id
      GROUP BY t.customer_id, coalesce(c.merged_into, t.customer_id), t.channel, t.purpose, t.granted) AS s
LEFT JOIN (SELECT customer_id, channel, purpose, max(CASE WHEN granted THEN occurred_at END) AS yes_at, max(CASE WHEN NOT granted THEN occurred_at END) AS no_at
           FROM consent GROUP BY customer_id, channel, purpose) AS k ON k.customer_id = s.root_id AND k.channel = s.channel AND k.purpose = s.purpose
WHERE k.customer_id IS NULL
   OR s.dated AND s.granted AND (k.yes_at IS NULL OR k.yes_at < s.occurred_at)
   OR s.dated AND NOT s.granted AND (k.no_at IS NULL OR k.no_at < s.occurred_at)
   OR NOT s.dated AND NOT s.granted AND (k.no_at IS NULL OR k.no_at < k.yes_at)
