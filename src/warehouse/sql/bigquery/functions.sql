-- What BigQuery calls the few things that every engine calls otherwise. Times are microseconds since 1970, lengths seconds.
create temp function bw_text(x string) as (nullif(trim(x), ''));
create temp function bw_word(x string) as (nullif(lower(trim(x)), ''));
create temp function bw_phone(x string) as (nullif(regexp_replace(x, r'[^0-9]', ''), ''));
create temp function bw_bool(x string) as (case when lower(trim(x)) in ('true', '1', 'yes') then true when lower(trim(x)) in ('false', '0', 'no') then false end);
create temp function bw_number(x string) as (case when regexp_contains(trim(x), r'^[-+0-9.eE]+$') then safe_cast(trim(x) as float64) end);
create temp function bw_count(x string) as (case when bw_number(x) >= 0 and bw_number(x) < 9e18 and bw_number(x) = floor(bw_number(x)) then cast(bw_number(x) as int64) end);
create temp function bw_date(x string) as (safe_cast(trim(x) as date));
create temp function bw_day(x int64) as (date(timestamp_micros(x), {{zone}}));
create temp function bw_second_of_day(x int64) as (extract(hour from timestamp_micros(x) at time zone {{zone}}) * 3600
    + extract(minute from timestamp_micros(x) at time zone {{zone}}) * 60 + extract(second from timestamp_micros(x) at time zone {{zone}}));
create temp function bw_weekday(d date) as (mod(extract(dayofweek from d) + 5, 7) + 1);
create temp function bw_days_before(d date, n int64) as (date_sub(d, interval n day));
-- A clock that shows a time twice means the first one; one that leaves it out counts on from before.
create temp function bw_of_clock(l datetime) as (case
    when datetime(timestamp_sub(timestamp(l, {{zone}}), interval 1 hour), {{zone}}) = l then timestamp_sub(timestamp(l, {{zone}}), interval 1 hour)
    when datetime(timestamp_sub(timestamp(l, {{zone}}), interval 30 minute), {{zone}}) = l then timestamp_sub(timestamp(l, {{zone}}), interval 30 minute)
    else timestamp(l, {{zone}}) end);
create temp function bw_moment(x string) as (unix_micros(case
    when not regexp_contains(x, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}') then null
    when regexp_contains(substr(x, 11), r'([zZ]|[-+][0-9]{2}(:?[0-9]{2})?)$') then safe_cast(regexp_replace(x, r'([-+][0-9]{2})([0-9]{2})$', r'\1:\2') as timestamp)
    else bw_of_clock(safe_cast(x as datetime)) end));
create temp function bw_time(x string) as (case when bw_moment(trim(x)) between 946684800000000 and 4102444799999999 then bw_moment(trim(x)) end);
create temp function bw_intent(x string) as (trim(regexp_replace(lower(x), r'[\s_\-\x{00A0}\x{2000}-\x{200A}\x{3000}]+', ' ')));
-- Three digits of a length: at most half a per cent away from it.
create temp function bw_bin(x float64) as (case when x is null or x = 0 then x else round(x, cast(2 - floor(log10(abs(x))) as int64)) end);
create temp function bw_rank(n int64) as (lpad(cast(n as string), 12, '0'));
create temp function bw_fail(is_wrong boolean, what string) as (case when is_wrong then error(what) else 'ok' end);
