-- The facts with the numbers that the file gives its orders.
CREATE VIEW numbered AS SELECT *, order_no AS number FROM fact;
