-- Adds the events that are new.
INSERT INTO event (customer_id, event_id, shop_id, kind, source_no, session_no, product_id, source, occurred_at, local_day, local_hour,
                   seconds, amount_minor, arrived_at, batch_id)
SELECT w.customer_id, CAST(@first AS bigint) + s.event_ix, CAST(@shop AS bigint), s.kind, s.source_no, s.session_no, p.product_id, s.source, s.occurred_at,
       s.local_day, s.local_hour, s.seconds, s.amount_minor, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_event AS s JOIN stage_who AS w ON w.who_ix = s.who_ix
LEFT JOIN {{ware: product_ix bigint, product_id bigint}} AS p ON p.product_ix = s.product_ix
WHERE NOT EXISTS (SELECT 1 FROM event AS e WHERE e.shop_id = CAST(@shop AS bigint) AND e.source_no = s.source_no)
