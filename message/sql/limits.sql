-- The ceilings of every stage.
SELECT stage, care_ceiling, marketing_ceiling FROM contact_limit ORDER BY stage ASC NULLS LAST
