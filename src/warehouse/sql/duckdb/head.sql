-- The cube of a scorecard, counted by DuckDB. Written by Botworth: change the rules, not this text.
--
-- It reads conversations, events, leads, revenue, touches, exposure and tickets in Botworth format, leaves working tables whose names
-- start with bw_, and ends in the table bw_cube. `botworth score` opens that table as CSV and prints the same scorecard as from the rows.
-- A table with an id has one row each id; the program stops where it has two.
load icu;
