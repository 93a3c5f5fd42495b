-- Notes whom visitors turned out to be.
UPDATE visitor SET customer_id = l.customer_id
FROM stage_link AS l
WHERE (visitor.visitor_id = l.visitor_id OR visitor.customer_id = -l.visitor_id) AND (visitor.customer_id IS NULL OR visitor.customer_id < 0)
