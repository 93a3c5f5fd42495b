-- Follows the orders that were given to their buyers.
UPDATE stage_match SET customer_id = owner_id WHERE owner_id IS NOT NULL
