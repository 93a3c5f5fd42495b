-- Adds the attributes that are new. One without a day of its own is new where the last word on it is another.
INSERT INTO trait (customer_id, name, since, text_value, number_value, source, arrived_at, batch_id)
SELECT s.customer_id, s.name, s.since, s.text_value, s.number_value, CAST(@source AS varchar), CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM (SELECT w.customer_id, coalesce(c.merged_into, w.customer_id) AS root_id, t.name, t.since, bool_or(t.dated) AS dated, max(t.text_value) AS text_value, max(t.number_value) AS number_value
      FROM stage_trait AS t JOIN stage_told AS w ON w.who_ix = t.who_ix JOIN customer AS c ON c.customer_id = w.customer_id
      WHERE t.name <> 'birthday' GROUP BY w.customer_id, coalesce(c.merged_into, w.customer_id), t.name, t.since) AS s
WHERE NOT EXISTS (SELECT 1 FROM trait AS k WHERE k.customer_id = s.root_id AND k.name = s.name AND k.since = s.since)
  AND (s.dated OR NOT EXISTS (
    SELECT 1 FROM trait AS k JOIN (SELECT customer_id, name, max(since) AS since FROM trait GROUP BY customer_id, name) AS l
      ON l.customer_id = k.customer_id AND l.name = k.name AND l.since = k.since
    WHERE k.customer_id = s.root_id AND k.name = s.name AND k.text_value = s.text_value))
