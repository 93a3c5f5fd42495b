-- Changes what may change of a shop.
UPDATE shop SET name = @name, time_zone = @zone, margin_bp = CAST(@margin AS integer), approval = CAST(@approval AS boolean), country = nullif(CAST(@country AS varchar), '')
WHERE shop_id = @shop
