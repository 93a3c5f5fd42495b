-- Identities of before bore their arrival.
UPDATE identity SET first_told = arrived_at, last_told = arrived_at WHERE first_told IS NULL;
