-- Grows with every change of the facts of this room.
SELECT version FROM order_version
