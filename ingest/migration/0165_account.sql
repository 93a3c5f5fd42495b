-- What became of every row of a file, and what was taken or doubted of it.
ALTER TABLE import_batch ADD COLUMN set_aside bigint DEFAULT 0;
ALTER TABLE import_batch ADD COLUMN encoding varchar DEFAULT '';
ALTER TABLE import_batch ADD COLUMN account varchar DEFAULT '{}';
ALTER TABLE import_batch ADD COLUMN notes varchar DEFAULT '[]';
