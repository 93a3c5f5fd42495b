-- What a source last said was given back of an order, also where its amount is already what was left.
ALTER TABLE orders ADD COLUMN returned_minor bigint;
ALTER TABLE stage_order ADD COLUMN returned_minor bigint;
