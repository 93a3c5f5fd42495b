-- Since when behaviour and chats are known.
SELECT (SELECT min(local_day) FROM behaviour WHERE local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))) AS tracked_from,
       (SELECT min(local_day) FROM talk WHERE local_day <= CAST(@as_of AS date) AND (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint))) AS chats_from
