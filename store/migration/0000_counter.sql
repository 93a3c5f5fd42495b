-- Dense numbers for the rooms, given out in blocks.
CREATE TABLE counter (
  name varchar NOT NULL PRIMARY KEY,
  next bigint NOT NULL
);
