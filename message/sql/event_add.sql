-- Events of messages.
INSERT INTO message_event (customer_id, event_id, message_id, campaign_id, kind, url, occurred_at)
SELECT unnest(CAST(@customers AS bigint[])), unnest(CAST(@events AS varchar[])), unnest(CAST(@messages AS bigint[])),
       unnest(CAST(@campaigns AS bigint[])), unnest(CAST(@kinds AS varchar[])), unnest(CAST(@urls AS varchar[])),
       unnest(CAST(CAST(@times AS varchar[]) AS timestamptz[]))
