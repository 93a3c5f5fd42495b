-- How many chats were staged, and how many numbers they take.
SELECT count(*) AS staged, coalesce(max(chat_ix) + 1, 0) AS numbers FROM stage_chat
