-- What PostgreSQL calls the few things that every engine calls otherwise. Times are microseconds since 1970, lengths seconds.
create or replace function bw_text(x text) returns text language sql immutable as $$ select nullif(trim(x), '') $$;
create or replace function bw_word(x text) returns text language sql immutable as $$ select nullif(lower(trim(x)), '') $$;
create or replace function bw_phone(x text) returns text language sql immutable as $$ select nullif(regexp_replace(x, '[^0-9]', '', 'g'), '') $$;
create or replace function bw_bool(x text) returns boolean language sql immutable as
    $$ select case when lower(trim(x)) in ('true', '1', 'yes') then true when lower(trim(x)) in ('false', '0', 'no') then false end $$;
create or replace function bw_number(x text) returns double precision language plpgsql immutable as $$
begin
    if x is null or trim(x) !~ '^[-+0-9.eE]+$' then return null; end if;
    return cast(trim(x) as double precision);
exception when others then return null;
end $$;
create or replace function bw_count(x text) returns bigint language plpgsql immutable as $$
declare number double precision := bw_number(x);
begin
    if number >= 0 and number < 9e18 and number = floor(number) then return cast(number as bigint); end if;
    return null;
end $$;
create or replace function bw_date(x text) returns date language plpgsql stable as $$
begin
    if x is null or trim(x) !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then return null; end if;
    return cast(trim(x) as date);
exception when others then return null;
end $$;
create or replace function bw_utc(x bigint) returns timestamp language sql immutable as
    $$ select timestamp '1970-01-01' + (x / 1000000) * interval '1 second' + (x % 1000000) * interval '1 microsecond' $$;
create or replace function bw_clock(x bigint) returns timestamp language sql immutable as $$ select timezone({{zone}}, timezone('UTC', bw_utc(x))) $$;
create or replace function bw_day(x bigint) returns date language sql immutable as $$ select cast(bw_clock(x) as date) $$;
create or replace function bw_second_of_day(x bigint) returns bigint language sql immutable as
    $$ select cast(floor(extract(epoch from cast(bw_clock(x) as time))) as bigint) $$;
create or replace function bw_weekday(d date) returns integer language sql immutable as $$ select cast(extract(isodow from d) as integer) $$;
create or replace function bw_days_before(d date, n integer) returns date language sql immutable as $$ select d - n $$;
-- A clock that shows a time twice means the first one; one that leaves it out counts on from before.
create or replace function bw_of_clock(l timestamp) returns timestamptz language sql immutable as $$ select case
    when timezone({{zone}}, timezone({{zone}}, l) - interval '1 hour') = l then timezone({{zone}}, l) - interval '1 hour'
    when timezone({{zone}}, timezone({{zone}}, l) - interval '30 minutes') = l then timezone({{zone}}, l) - interval '30 minutes'
    else timezone({{zone}}, l) end $$;
create or replace function bw_time(x text) returns bigint language plpgsql stable as $$
declare
    cell text := trim(x);
    moment bigint;
begin
    if cell is null or cell !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}' then return null; end if;
    moment := cast(extract(epoch from case when substr(cell, 11) ~ '([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)$' then cast(cell as timestamptz)
        else bw_of_clock(cast(cell as timestamp)) end) * 1000000 as bigint);
    return case when moment between 946684800000000 and 4102444799999999 then moment end;
exception when others then return null;
end $$;
create or replace function bw_intent(x text) returns text language sql immutable as
    $$ select trim(regexp_replace(lower(x), '[\s_\-\u00A0\u2000-\u200A\u3000]+', ' ', 'g')) $$;
-- Three digits of a length: at most half a per cent away from it.
create or replace function bw_bin(x double precision) returns double precision language sql immutable as
    $$ select case when x is null or x = 0 then x else cast(round(cast(x as numeric), cast(2 - floor(log(abs(x))) as integer)) as double precision) end $$;
create or replace function bw_rank(n bigint) returns text language sql immutable as $$ select lpad(cast(n as text), 12, '0') $$;
create or replace function bw_fail(is_wrong boolean, what text) returns text language plpgsql as $$
begin
    if is_wrong then raise exception '%', what; end if;
    return 'ok';
end $$;
