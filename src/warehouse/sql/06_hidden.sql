-- Sums of fewer than {{below}} persons or orders are hidden, and others beside them, so that no difference brings them back.
{{create bw_sum_size}}
select split, name, board, min(size) as size from (
    select split, name, board, count(*) as size from bw_person_sum group by split, name, board
    union all
    select split, name, board, count(*) from bw_reached group by split, name, board
    union all
    select s.split, s.name, s.board, count(*) from bw_scopes s join bw_sale o on o.state = 'counted' and cast({{week o.day}} as {{words}}) = s.name
    where s.split = 'week' and {{within o.day}} group by s.split, s.name, s.board) t
group by split, name, board;

{{create bw_hidden}}
select split, name, board from (
    select s.*, min(size) over (partition by split, beside) as least_size,
        sum(size) over (partition by split, beside order by size, name, board) - size as before_size
    from (select s.*, case when split <> 'all' then board when board = '' then 'whole' else 'boards' end as beside from bw_sum_size s) s) t
where size < {{below}} or least_size < {{below}} and before_size < {{below}};
