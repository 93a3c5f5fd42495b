-- The visitors of the identities that are looked up, whom each turned out to be, and whether anything but a browser names them.
SELECT s.identity_ix, v.visitor_id, coalesce(v.customer_id, 0) AS customer_id, n.visitor_id IS NOT NULL AS named
FROM stage_visitor AS s JOIN visitor AS v ON v.kind = s.kind AND v.shop_id = s.shop_id AND v.value_hash = s.value_hash
LEFT JOIN (SELECT DISTINCT visitor_id FROM visitor WHERE kind <> 'anonymous') AS n ON n.visitor_id = v.visitor_id
