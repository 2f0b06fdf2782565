-- What Snowflake calls the few things that every engine calls otherwise. Times are microseconds since 1970, lengths seconds.
create or replace temporary function bw_text(x varchar) returns varchar as $$ nullif(trim(x), '') $$;
create or replace temporary function bw_word(x varchar) returns varchar as $$ nullif(lower(trim(x)), '') $$;
create or replace temporary function bw_phone(x varchar) returns varchar as $$ nullif(regexp_replace(x, '[^0-9]', ''), '') $$;
create or replace temporary function bw_bool(x varchar) returns boolean as
    $$ case when lower(trim(x)) in ('true', '1', 'yes') then true when lower(trim(x)) in ('false', '0', 'no') then false end $$;
create or replace temporary function bw_number(x varchar) returns float as
    $$ case when regexp_like(trim(x), '[-+0-9.eE]+') then try_to_double(trim(x)) end $$;
create or replace temporary function bw_count(x varchar) returns number as
    $$ case when bw_number(x) >= 0 and bw_number(x) < 9e18 and bw_number(x) = floor(bw_number(x)) then to_number(bw_number(x)) end $$;
create or replace temporary function bw_date(x varchar) returns date as $$ try_to_date(trim(x)) $$;
create or replace temporary function bw_day(x number) returns date as
    $$ to_date(convert_timezone('UTC', {{zone}}, to_timestamp_ntz(x, 6))) $$;
create or replace temporary function bw_second_of_day(x number) returns number as
    $$ datediff(second, bw_day(x), convert_timezone('UTC', {{zone}}, to_timestamp_ntz(x, 6))) $$;
create or replace temporary function bw_weekday(d date) returns number as $$ dayofweekiso(d) $$;
create or replace temporary function bw_days_before(d date, n number) returns date as $$ dateadd(day, -n, d) $$;
-- A clock that shows a time twice means the first one; one that leaves it out counts on from before.
create or replace temporary function bw_of_clock(l timestamp_ntz) returns timestamp_ntz as $$ case
    when convert_timezone('UTC', {{zone}}, dateadd(hour, -1, convert_timezone({{zone}}, 'UTC', l))) = l
        then dateadd(hour, -1, convert_timezone({{zone}}, 'UTC', l))
    when convert_timezone('UTC', {{zone}}, dateadd(minute, -30, convert_timezone({{zone}}, 'UTC', l))) = l
        then dateadd(minute, -30, convert_timezone({{zone}}, 'UTC', l))
    else convert_timezone({{zone}}, 'UTC', l) end $$;
create or replace temporary function bw_moment(x varchar) returns number as $$ case
    when not regexp_like(x, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*') then null
    when regexp_like(substr(x, 11), '.*([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)') then date_part(epoch_microsecond, try_to_timestamp_tz(x))
    else date_part(epoch_microsecond, bw_of_clock(try_to_timestamp_ntz(x))) end $$;
create or replace temporary function bw_time(x varchar) returns number as
    $$ case when bw_moment(trim(x)) between 946684800000000 and 4102444799999999 then bw_moment(trim(x)) end $$;
create or replace temporary function bw_intent(x varchar) returns varchar as
    $$ trim(regexp_replace(lower(x), '[\\s_\u00A0\u2000-\u200A\u3000-]+', ' ')) $$;
-- Three digits of a length: at most half a per cent away from it.
create or replace temporary function bw_bin(x float) returns float as $$ case when x is null or x = 0 then x
    else round(x / power(10, floor(log(10, abs(x))) - 2)) * power(10, floor(log(10, abs(x))) - 2) end $$;
create or replace temporary function bw_rank(n number) returns varchar as $$ lpad(to_varchar(n), 12, '0') $$;
-- There is no function that fails: a sentence read as a number does, and is shown.
create or replace temporary function bw_fail(is_wrong boolean, what varchar) returns varchar as
    $$ to_varchar(to_number(case when is_wrong then what else '0' end)) $$;
