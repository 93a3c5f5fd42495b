-- The visitors of the identities that are looked up, whom each turned out to be, and by which kinds of identity besides a browser each is named: 1 ouid, 2 external, 4 nick, 8 email, 16 phone.
SELECT s.identity_ix, v.visitor_id, coalesce(v.customer_id, 0) AS customer_id, coalesce(n.kinds, 0) AS kinds
FROM stage_visitor AS s JOIN visitor AS v ON v.kind = s.kind AND v.shop_id = s.shop_id AND v.value_hash = s.value_hash
LEFT JOIN (SELECT visitor_id,
                  CAST(max(CASE WHEN kind = 'ouid' THEN 1 ELSE 0 END) + max(CASE WHEN kind = 'external' THEN 2 ELSE 0 END) + max(CASE WHEN kind = 'nick' THEN 4 ELSE 0 END)
                       + max(CASE WHEN kind = 'email' THEN 8 ELSE 0 END) + max(CASE WHEN kind = 'phone' THEN 16 ELSE 0 END) AS bigint) AS kinds
           FROM visitor WHERE kind <> 'anonymous' GROUP BY visitor_id) AS n ON n.visitor_id = v.visitor_id
