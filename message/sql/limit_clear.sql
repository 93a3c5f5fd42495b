-- Make room for new ceilings.
DELETE FROM contact_limit WHERE stage = @stage
