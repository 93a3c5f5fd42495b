-- Brings attributes that were told of the same day to what the file says.
UPDATE trait SET text_value = s.text_value, number_value = s.number_value
FROM (SELECT coalesce(c.merged_into, w.customer_id) AS customer_id, t.name, t.since, max(t.text_value) AS text_value, max(t.number_value) AS number_value
      FROM stage_trait AS t JOIN stage_told AS w ON w.who_ix = t.who_ix
      JOIN customer AS c ON c.customer_id = w.customer_id GROUP BY coalesce(c.merged_into, w.customer_id), t.name, t.since) AS s
WHERE trait.customer_id = s.customer_id AND trait.name = s.name AND trait.since = s.since AND trait.text_value IS DISTINCT FROM s.text_value
