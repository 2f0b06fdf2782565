-- Who gets the credit for each revenue row, under every model and window (METRICS section 5).

create table touch_fact as
select person, moment, kind, place, null as conversation from touch
union all
select person, started_at, 0, place, place from fact where handled
union all
-- A hub of a conversation id ties nobody, yet a conversation that an order names is a touch of the order's person.
select distinct v.person, f.started_at, 0, f.place, f.place
from revenue v join fact f on f.id = v.conversation_id where f.handled and f.person <> v.person;

create table credit as
with reach as (
    select v.place as revenue, w.days, t.conversation,
        row_number() over forwards as from_first,
        row_number() over backwards as from_last,
        count(*) over (partition by v.place, w.days) as n,
        pow(2, -((v.moment - t.moment) / 86400e6) / r.half_life_days) as decay
    from revenue v cross join attribution_window w cross join rule r
    join touch_fact t on t.person = v.person and t.moment <= v.moment and t.moment >= v.moment - w.days * 86400000000
    where v.counted or v.pending
    window forwards as (partition by v.place, w.days order by t.moment, t.kind, t.place),
           backwards as (partition by v.place, w.days order by t.moment desc, t.kind desc, t.place desc)
)
select revenue, days, conversation, from_first = 1 as is_first, model,
    case model
        when 'last' then case when from_last = 1 then 1 else 0 end
        when 'first' then case when from_first = 1 then 1 else 0 end
        when 'linear' then 1 / n
        when 'position' then case when n = 1 then 1 when n = 2 then 0.5
            when from_first = 1 or from_last = 1 then 0.4 else 0.2 / (n - 2) end
        else decay / sum(decay) over (partition by revenue, days, model)
    end :: double as credit
from reach cross join (values ('last'), ('first'), ('linear'), ('position'), ('time_decay')) m(model);

-- Models by windows side by side.
create table attribution as
with per_row as (
    select v.place, v.amount, c.days, c.model,
        sum(c.credit) filter (c.conversation is not null) as credit,
        bool_or(c.conversation is not null) as any_chat,
        bool_or(c.conversation is not null and c.is_first) as first_chat
    from revenue v join credit c on c.revenue = v.place
    where v.counted
    group by all
)
select m.model, w.days as window_days,
    coalesce(sum(p.amount * p.credit), 0) as attributed,
    coalesce(sum(p.amount) filter (p.any_chat), 0) as influenced,
    coalesce(sum(p.amount) filter (p.first_chat), 0) as sourced,
    count(*) filter (p.any_chat) as conversions
from (values (1, 'last'), (2, 'first'), (3, 'linear'), (4, 'position'), (5, 'time_decay')) m(rank, model)
cross join attribution_window w
left join per_row p on p.model = m.model and p.days = w.days
group by m.rank, m.model, w.days
order by m.rank, w.days;
