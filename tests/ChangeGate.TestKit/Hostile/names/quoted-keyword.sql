-- loss: the table is called "select"
-- history
CREATE TABLE "select" (id int PRIMARY KEY, "from" text);
-- seed
INSERT INTO "select" VALUES (1, 'x');
-- proposal
DELETE FROM "select" WHERE "from" = "from";
