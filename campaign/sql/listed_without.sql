-- A list without the members of certain segments. Who has not bought is in no rule's segment, but may be on another list.
SELECT l.customer_id, l.stage, l.stage_since
FROM {{listed: customer_id bigint, stage varchar, stage_since date}} AS l
LEFT JOIN {{kept: customer_id bigint, stage varchar, stage_since date}} AS k ON k.customer_id = l.customer_id
WHERE k.customer_id IS NOT NULL
   OR l.stage_since IS NULL AND NOT EXISTS (SELECT 1 FROM member_of AS m WHERE m.customer_id = l.customer_id
                                            AND m.segment_id IN (SELECT unnest(CAST(@not_segments AS bigint[]))))
