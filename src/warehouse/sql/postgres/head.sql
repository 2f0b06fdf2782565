-- The cube of a scorecard, counted by PostgreSQL. Written by Botworth: change the rules, not this text.
--
-- It reads conversations, events, leads, revenue, touches, exposure and tickets in Botworth format from the schemas of the search path,
-- leaves working tables whose names start with bw_ in the first of them, and ends in the table bw_cube. `botworth score` opens that
-- table as CSV and prints the same scorecard as from the rows. Run it with `psql --set ON_ERROR_STOP=1`, so that it ends where it fails.
-- Rows of one id are one record; the program stops where it cannot tell which cell of two is the last.
set client_min_messages = warning;
set datestyle = iso;
set extra_float_digits = 1;
-- Each step reads whole tables that were made a moment ago: joins by hash, with memory, and no machine code for queries of a second.
set enable_nestloop = off;
set jit = off;
set work_mem = '128MB';

