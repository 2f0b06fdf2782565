-- == Touches before orders, and who is credited.
{{create bw_step}}
select person, started_at as moment, 0 as kind, n as place, n as chat from bw_chat where handled
union all
select p.person, t.moment, 1, t.n, null from bw_touch t join bw_person p on p.row_id = 'm' || cast(t.n as {{words}})
union all
select p.person, e.moment, 2, e.n, null from bw_event e join bw_person p on p.row_id = 'e' || cast(e.n as {{words}}) where e.event = 'page_view'
union all
-- A conversation that an order names is a touch even where a hub kept their persons apart.
select distinct s.person, c.started_at, 0, c.n, c.n from bw_sale s join bw_chat c on c.n = s.chat where c.handled and c.person <> s.person;

{{create bw_window}}
{{windows}};

{{create bw_reach}}
select s.n as sale, w.days, t.chat,
    row_number() over (partition by s.n, w.days order by t.moment, t.kind, t.place) as from_first,
    row_number() over (partition by s.n, w.days order by t.moment desc, t.kind desc, t.place desc) as from_last,
    count(*) over (partition by s.n, w.days) as touches,
    power(cast(2 as {{float}}), -(cast(s.moment - t.moment as {{float}}) / 86400000000) / {{half_life}}) as weight
from bw_sale s cross join bw_window w
join bw_step t on t.person = s.person and t.moment <= s.moment and t.moment >= s.moment - w.days * 86400000000
where s.state in ('counted', 'pending');

{{create bw_credit}}
select r.sale, r.days, r.chat, r.from_first, m.model,
    case m.model
        when 'last' then cast(case when from_last = 1 then 1 else 0 end as {{float}})
        when 'first' then cast(case when from_first = 1 then 1 else 0 end as {{float}})
        when 'linear' then cast(1 as {{float}}) / touches
        when 'position' then case when touches = 1 then cast(1 as {{float}}) when touches = 2 then cast(0.5 as {{float}})
            when from_first = 1 or from_last = 1 then cast(0.4 as {{float}}) else cast(0.2 as {{float}}) / (touches - 2) end
        else weight / sum(weight) over (partition by r.sale, r.days, m.model) end as share
from bw_reach r cross join (select 'last' as model union all select 'first' union all select 'linear' union all select 'position' union all select 'time_decay') m;

-- Orders with a chat touch under the rules' own model and window.
{{create bw_own}}
select c.sale, c.chat, c.share, case when c.from_first = 1 then 1 else 0 end as is_first, s.person, s.state, s.day, s.amount, s.gross_profit
from bw_credit c join bw_sale s on s.n = c.sale
where c.model = {{model}} and c.days = {{window_days}} and c.chat is not null and {{within s.day}};

{{create bw_buyer}}
select distinct person from bw_own;

-- Which sums a conversation stands in: everything, a board, each of its values.
{{create bw_scope}}
select n as chat, 'all' as split, '' as name, '' as board from {{chats}} where handled
union all select c.n, 'all', '', f.board from {{chats}} c join {{flows}} f on f.flow = coalesce(c.flow, '') where handled
union all select n, 'intent', coalesce(intent, ''), '' from {{chats}} where handled
union all select n, 'channel', coalesce(channel, ''), '' from {{chats}} where handled
union all select n, 'flow', coalesce(flow, ''), '' from {{chats}} where handled
union all select n, 'outcome', outcome, '' from {{chats}} where handled
union all select n, 'handoff', coalesce(handoff, ''), '' from {{chats}} where handled
union all select n, 'source', coalesce(source, ''), '' from {{chats}} where handled
union all select n, 'page', coalesce(page, ''), '' from {{chats}} where handled;

-- Persons with a handled conversation, by sum; orders of a week are those of its dates, whenever their chats were.
{{create bw_reached}}
select distinct split, name, board, person from (
    select s.split, s.name, s.board, c.person from bw_scope s join bw_chat c on c.n = s.chat where {{within c.day}}
    union all
    select 'week', cast({{week day}} as {{words}}), '', person from bw_chat where handled and {{within day}}
    union all
    select 'week', cast({{week c.day}} as {{words}}), f.board, c.person from bw_chat c join bw_flow f on f.flow = coalesce(c.flow, '')
    where c.handled and {{within c.day}}) t;

{{create bw_earned}}
select s.split, s.name, s.board, o.* from bw_own o join bw_scope s on s.chat = o.chat
union all
select 'week', cast({{week o.day}} as {{words}}), s.board, o.* from bw_own o join bw_scope s on s.chat = o.chat and s.split = 'all';

-- Every sum with anything in it.
{{create bw_scopes}}
select distinct split, name, board from (
    select 'all' as split, '' as name, '' as board from bw_horizon
    union all select 'all', '', board from {{flows}}
    union all select split, name, board from bw_reached
    union all select split, name, board from bw_earned
    union all select 'week', cast({{week day}} as {{words}}), '' from bw_sale where {{within day}}
    union all select 'week', cast({{week s.day}} as {{words}}), f.board from bw_sale s cross join bw_flow f where {{within s.day}}) t;

-- An order's full amount counts once in a sum, however many of its chats stand in it.
{{create bw_order_sum}}
select split, name, board, sale, person, state,
    max(amount) as amount, max(gross_profit) as profit, sum(share) as share, max(is_first) as is_first
from bw_earned group by split, name, board, sale, person, state;

{{create bw_person_sum}}
select split, name, board, person,
    sum(case when state = 'counted' then amount * share else 0 end) as attributed,
    sum(case when state = 'counted' then amount else 0 end) as influenced,
    sum(case when state = 'counted' and is_first = 1 then amount else 0 end) as sourced,
    sum(case when state = 'counted' then profit * share else 0 end) as gross_profit,
    sum(case when state = 'counted' then {{basis}} else 0 end) as basis,
    sum(case when state = 'pending' then amount * share else 0 end) as pipeline,
    sum(case when state = 'counted' then 1 else 0 end) as conversions
from bw_order_sum group by split, name, board, person;

{{create bw_person_measure}}
select split, name, board, person, 'attributed' as measure, attributed as amount from bw_person_sum
union all select split, name, board, person, 'influenced', influenced from bw_person_sum
union all select split, name, board, person, 'sourced', sourced from bw_person_sum
union all select split, name, board, person, 'gross_profit', gross_profit from bw_person_sum
union all select split, name, board, person, 'basis', basis from bw_person_sum
union all select split, name, board, person, 'pipeline', pipeline from bw_person_sum;
