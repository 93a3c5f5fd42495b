-- Notes that one customer is another one.
INSERT INTO customer_merge (merge_id, from_id, into_id, actor, reason, merged_at, filled)
VALUES (CAST(@merge AS bigint), CAST(@source AS bigint), CAST(@target AS bigint), @actor, @reason, CAST(@at_time AS timestamptz), @filled)
