-- A new programme.
INSERT INTO programme (programme_id, shop_id, name, created_at, created_by, changed_at)
VALUES (@programme, @shop, @name, CAST(@changed AS timestamptz), @created_by, CAST(@changed AS timestamptz))
