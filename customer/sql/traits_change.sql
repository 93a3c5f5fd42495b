-- Brings attributes that were told of the same day to what the file says.
UPDATE trait SET text_value = s.text_value, number_value = s.number_value
FROM (SELECT w.customer_id, t.name, t.since, max(t.text_value) AS text_value, max(t.number_value) AS number_value
      FROM stage_trait AS t JOIN stage_told AS w ON w.who_ix = t.who_ix GROUP BY w.customer_id, t.name, t.since) AS s
WHERE trait.customer_id = s.customer_id AND trait.name = s.name AND trait.since = s.since AND trait.text_value IS DISTINCT FROM s.text_value
