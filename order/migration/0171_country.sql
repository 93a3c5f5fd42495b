-- In which country the buyers of a shop are, for phone numbers that do not say so.
ALTER TABLE shop ADD COLUMN country varchar;
