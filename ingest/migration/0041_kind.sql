-- Imports of facts besides orders: of which kind, how many were added and known, and how many visitors are new.
ALTER TABLE import_batch ADD COLUMN kind varchar DEFAULT 'orders';
ALTER TABLE import_batch ADD COLUMN added bigint DEFAULT 0;
ALTER TABLE import_batch ADD COLUMN known bigint DEFAULT 0;
ALTER TABLE import_batch ADD COLUMN visitors bigint DEFAULT 0;
ALTER TABLE import_mapping ADD COLUMN kind varchar DEFAULT 'orders';
