-- Writes the birthdays that the file tells.
UPDATE customer SET birthday = s.birthday
FROM (SELECT w.customer_id, CAST(max(t.text_value) AS date) AS birthday
      FROM stage_trait AS t JOIN stage_told AS w ON w.who_ix = t.who_ix WHERE t.name = 'birthday' GROUP BY w.customer_id) AS s
WHERE customer.customer_id = s.customer_id AND customer.birthday IS DISTINCT FROM s.birthday
