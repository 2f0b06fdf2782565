
insert into bw_cube (part, split, name, board, measure)
select 'money', split, name, board, 'hidden' from bw_hidden;

-- Every number that is not that of the rows, by its place in the scorecard, and how many chats, leads, orders, tickets, visitors or sums are
-- folded or hidden there.
{{create bw_differs}}
select path, sum(size) as size from (
{{differs}}) t
group by path having sum(size) > 0;

insert into bw_cube (part, measure, name, text)
select 'about', 'differs', path, cast(size as {{words}}) from bw_differs
union all select 'about', 'suppressed_below', '', '{{below}}' from bw_horizon
union all select 'about', 'first_date', '', cast(min(day) as {{words}}) from bw_chat where {{within day}}
union all select 'about', 'last_date', '', cast(max(day) as {{words}}) from bw_chat where {{within day}};
