-- The cube of a scorecard, counted by BigQuery. Written by Botworth: change the rules, not this text.
--
-- It reads conversations, events, leads, revenue, touches, exposure and tickets in Botworth format, leaves working tables whose names
-- start with bw_ in the default dataset, and ends in the table bw_cube. `botworth score` opens that table as CSV and prints the same
-- scorecard as from the rows. Run it as one script, such as `bq query --use_legacy_sql=false --dataset_id=botworth < cube.sql`.
-- A table that is there has all columns that are read; tell other names, and columns that are missing, in --schema.
-- Rows of one id are one record; the program stops where it cannot tell which cell of two is the last.

