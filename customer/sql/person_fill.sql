-- Fills in what was not known of people; what is known stays.
UPDATE customer SET name_sealed = coalesce(customer.name_sealed, s.name_sealed), gender = coalesce(customer.gender, s.gender),
       country = coalesce(customer.country, s.country), province = coalesce(customer.province, s.province), city = coalesce(customer.city, s.city)
FROM stage_person AS s
WHERE s.customer_id = customer.customer_id
  AND (customer.name_sealed IS NULL AND s.name_sealed IS NOT NULL OR customer.gender IS NULL AND s.gender IS NOT NULL
    OR customer.country IS NULL AND s.country IS NOT NULL OR customer.province IS NULL AND s.province IS NOT NULL
    OR customer.city IS NULL AND s.city IS NOT NULL)
