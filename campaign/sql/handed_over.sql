-- What was handed over so far: how many messages, and when the last of them.
SELECT count(*) AS messages, max(done_at) AS latest FROM contact WHERE state = 2
