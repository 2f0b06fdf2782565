-- What Spark calls the few things that every engine calls otherwise. Times are microseconds since 1970, lengths seconds.
create or replace temporary function bw_text(x string) returns string return nullif(trim(x), '');
create or replace temporary function bw_word(x string) returns string return nullif(lower(trim(x)), '');
create or replace temporary function bw_phone(x string) returns string return nullif(regexp_replace(x, '[^0-9]', ''), '');
create or replace temporary function bw_bool(x string) returns boolean
    return case when lower(trim(x)) in ('true', '1', 'yes') then true when lower(trim(x)) in ('false', '0', 'no') then false end;
create or replace temporary function bw_number(x string) returns double
    return case when trim(x) rlike '^[-+0-9.eE]+$' then try_cast(trim(x) as double) end;
create or replace temporary function bw_count(x string) returns bigint
    return case when bw_number(x) >= 0 and bw_number(x) < 9e18 and bw_number(x) = floor(bw_number(x)) then cast(bw_number(x) as bigint) end;
create or replace temporary function bw_date(x string) returns date
    return case when trim(x) rlike '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then try_cast(trim(x) as date) end;
create or replace temporary function bw_day(x bigint) returns date return cast(timestamp_micros(x) as date);
create or replace temporary function bw_second_of_day(x bigint) returns bigint
    return hour(timestamp_micros(x)) * 3600 + minute(timestamp_micros(x)) * 60 + second(timestamp_micros(x));
create or replace temporary function bw_weekday(d date) returns int return weekday(d) + 1;
create or replace temporary function bw_days_before(d date, n int) returns date return date_sub(d, n);
-- A clock that shows a time twice means the first one; one that leaves it out counts on from before: as Spark reads it.
create or replace temporary function bw_moment(x string) returns bigint
    return case when x rlike '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}'
        then unix_micros(try_cast(regexp_replace(x, '([-+][0-9]{2})([0-9]{2})$', '$1:$2') as timestamp)) end;
create or replace temporary function bw_time(x string) returns bigint
    return case when bw_moment(trim(x)) between 946684800000000 and 4102444799999999 then bw_moment(trim(x)) end;
create or replace temporary function bw_intent(x string) returns string
    return trim(regexp_replace(lower(x), '[\\s_\\-\\u00A0\\u2000-\\u200A\\u3000]+', ' '));
-- Three digits of a length: at most half a per cent away from it.
create or replace temporary function bw_bin(x double) returns double
    return case when x is null or x = 0 then x
        else round(x / power(10, floor(log10(abs(x))) - 2)) * power(10, floor(log10(abs(x))) - 2) end;
create or replace temporary function bw_rank(n bigint) returns string return lpad(cast(n as string), 12, '0');
create or replace temporary function bw_fail(is_wrong boolean, what string) returns string
    return case when is_wrong then raise_error(what) else 'ok' end;
