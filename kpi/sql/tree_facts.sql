-- Which kinds of facts a shop has at all: visits, chats, behaviour, reviews, industry series, order lines.
SELECT EXISTS (SELECT 1 FROM visits WHERE (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)) AND local_day <= CAST(@to_day AS date)) AS visits,
       EXISTS (SELECT 1 FROM talk WHERE (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)) AND local_day <= CAST(@to_day AS date)) AS chats,
       EXISTS (SELECT 1 FROM behaviour WHERE (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)) AND local_day <= CAST(@to_day AS date)) AS behaviour,
       EXISTS (SELECT 1 FROM opinion WHERE (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)) AND local_day <= CAST(@to_day AS date)) AS reviews,
       EXISTS (SELECT 1 FROM industry) AS industry,
       EXISTS (SELECT 1 FROM purchase_line WHERE (CAST(@shop AS bigint) = 0 OR shop_id = CAST(@shop AS bigint)) AND local_day <= CAST(@to_day AS date)) AS lines
