-- What DuckDB calls the few things that every engine calls otherwise. Times are microseconds since 1970, lengths seconds.
create or replace macro bw_text(x) as nullif(trim(x), '');
create or replace macro bw_word(x) as nullif(lower(trim(x)), '');
create or replace macro bw_phone(x) as nullif(regexp_replace(x, '[^0-9]', '', 'g'), '');
create or replace macro bw_bool(x) as case when lower(trim(x)) in ('true', '1', 'yes') then true when lower(trim(x)) in ('false', '0', 'no') then false end;
create or replace macro bw_number(x) as case when regexp_full_match(trim(x), '[-+0-9.eE]+') then try_cast(trim(x) as double) end;
create or replace macro bw_count(x) as case when bw_number(x) >= 0 and bw_number(x) = floor(bw_number(x)) then cast(bw_number(x) as bigint) end;
create or replace macro bw_date(x) as try_cast(trim(x) as date);
create or replace macro bw_utc(x) as timezone('UTC', make_timestamp(x));
create or replace macro bw_clock(x) as timezone({{zone}}, bw_utc(x));
create or replace macro bw_day(x) as cast(bw_clock(x) as date);
create or replace macro bw_second_of_day(x) as cast(floor(epoch(bw_clock(x)) - epoch(cast(bw_day(x) as timestamp))) as bigint);
create or replace macro bw_weekday(d) as isodow(d);
create or replace macro bw_days_before(d, n) as cast(d - cast(n as integer) as date);
-- A clock that shows a time twice means the first one; one that leaves it out counts on from before.
create or replace macro bw_of_clock(l) as epoch_us(case
    when timezone({{zone}}, timezone({{zone}}, l) - interval 1 hour) = l then timezone({{zone}}, l) - interval 1 hour
    when timezone({{zone}}, timezone({{zone}}, l) - interval 30 minute) = l then timezone({{zone}}, l) - interval 30 minute
    else timezone({{zone}}, l) end);
create or replace macro bw_moment(x) as case
    when not regexp_matches(x, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}') then null
    when regexp_matches(substr(x, 11), '([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)$') then epoch_us(try_cast(x as timestamptz))
    else bw_of_clock(try_cast(x as timestamp)) end;
create or replace macro bw_time(x) as case when bw_moment(trim(x)) between 946684800000000 and 4102444799999999 then bw_moment(trim(x)) end;
create or replace macro bw_intent(x) as trim(regexp_replace(lower(x), '[\s_\-\x{00A0}\x{2000}-\x{200A}\x{3000}]+', ' ', 'g'));
-- Three digits of a length: at most half a per cent away from it.
create or replace macro bw_bin(x) as case when x is null or x = 0 then x else round(x, cast(2 - floor(log10(abs(x))) as integer)) end;
create or replace macro bw_rank(n) as lpad(cast(n as varchar), 12, '0');
create or replace macro bw_fail(is_wrong, what) as case when is_wrong then error(what) else 'ok' end;
