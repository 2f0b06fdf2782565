-- The cube of a scorecard, counted by Apache Spark 4. Written by Botworth: change the rules, not this text.
--
-- It reads conversations, events, leads, revenue, touches, exposure and tickets in Botworth format, leaves working tables whose names
-- start with bw_ in the current schema, and ends in the table bw_cube. `botworth score` opens that table as CSV and prints the same
-- scorecard as from the rows. Run it with `spark-sql -f`.
-- Rows of one id are one record; the program stops where it cannot tell which cell of two is the last.
-- Local dates and times are those of this zone, and so are times that columns of type timestamp show.
set time zone {{zone}};

