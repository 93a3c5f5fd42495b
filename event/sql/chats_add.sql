-- Adds the chats that are new.
INSERT INTO chat (customer_id, chat_id, shop_id, source_no, agent, product_id, started_at, local_day, local_hour, first_reply_seconds,
                  questions, answers, words, bargained, score, topic, arrived_at, batch_id)
SELECT w.customer_id, CAST(@first AS bigint) + s.chat_ix, CAST(@shop AS bigint), s.source_no, s.agent, p.product_id, s.started_at, s.local_day, s.local_hour,
       s.first_reply_seconds, s.questions, s.answers, s.words, s.bargained, s.score, s.topic, CAST(@arrived AS timestamptz), CAST(@batch AS bigint)
FROM stage_chat AS s JOIN stage_who AS w ON w.who_ix = s.who_ix
LEFT JOIN {{ware: product_ix bigint, product_id bigint}} AS p ON p.product_ix = s.product_ix
WHERE NOT EXISTS (SELECT 1 FROM chat AS c WHERE c.shop_id = CAST(@shop AS bigint) AND c.source_no = s.source_no)
