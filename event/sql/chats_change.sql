-- Brings known chats to what the file says of them now: a mark mostly comes later than the chat.
UPDATE chat SET first_reply_seconds = coalesce(s.first_reply_seconds, chat.first_reply_seconds), questions = s.questions, answers = s.answers,
       words = coalesce(s.words, chat.words), bargained = s.bargained, score = coalesce(s.score, chat.score), topic = coalesce(s.topic, chat.topic)
FROM stage_chat AS s
WHERE chat.shop_id = CAST(@shop AS bigint) AND chat.source_no = s.source_no
  AND (chat.questions <> s.questions OR chat.answers <> s.answers OR chat.bargained <> s.bargained
    OR s.first_reply_seconds IS NOT NULL AND chat.first_reply_seconds IS DISTINCT FROM s.first_reply_seconds
    OR s.words IS NOT NULL AND chat.words IS DISTINCT FROM s.words OR s.score IS NOT NULL AND chat.score IS DISTINCT FROM s.score
    OR s.topic IS NOT NULL AND chat.topic IS DISTINCT FROM s.topic)
