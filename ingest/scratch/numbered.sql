-- The numbers that the file gives its orders.
CREATE VIEW numbered AS SELECT f, order_no AS number FROM fact;
