-- == The cube: one row each count. Nothing in it is about a single person.
{{create_cube}}

insert into bw_cube (part, measure, text)
select 'about', 'form', '1'
union all select 'about', 'rules', {{rules}}
union all select 'about', 'rules_hash', {{rules_hash}}
union all select 'about', 'time_zone', {{zone}}
union all select 'about', 'engine', {{engine}}
union all select 'about', 'currency', code from bw_currency
union all select 'about', 'conversations_horizon', cast(conversations as {{words}}) from bw_horizon
union all select 'about', 'leads_horizon', cast(leads as {{words}}) from bw_horizon
union all select 'about', 'revenue_horizon', cast(revenue as {{words}}) from bw_horizon
union all select 'about', 'tests', cast(count(*) as {{words}}) from bw_test t join bw_in_conversations c on c.conversation_id = t.conversation_id
    where {{within bw_day(c.started_at)}}
union all select 'about', 'hubs', cast(count(*) as {{words}}) from bw_hub
union all select 'about', '{{persons}}', cast((select count(distinct person) from bw_person p left join bw_event e on p.row_id = 'e' || cast(e.n as {{words}})
    where e.n is null or e.event <> 'chat_impression' or coalesce(e.conversation_id, e.user_id, e.anonymous_id, e.email, e.phone) is not null) as {{words}});

insert into bw_cube (part, measure, name, text)
select 'about', 'flow_kind', f.flow, case when f.board = 'lead' then 'lead' else 'support' end
from {{flows}} f left join bw_flow_rule k on k.flow = f.flow where k.flow is null;

insert into bw_cube (part, {{place}}, eligible, has_fallback, knows_user_turns, knows_bot_turns, knows_duration, knows_cost, found_useful,
    missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase, n)
select 'chats', {{place}}, eligible, has_fallback, knows_user_turns, knows_bot_turns, knows_duration, knows_cost,
    found_useful, missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase, count(*)
from (select c.*, fallbacks >= 1 as has_fallback, user_turns is not null as knows_user_turns, bot_turns is not null as knows_bot_turns,
        duration_s is not null as knows_duration, cost is not null as knows_cost
      from {{chats}} c where {{within day}}) c
group by {{place}}, eligible, has_fallback, knows_user_turns, knows_bot_turns, knows_duration, knows_cost,
    found_useful, missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase;

insert into bw_cube (part, {{place}}, value, n)
select 'user_turns', {{place}}, user_turns, count(*) from {{chats}}
where handled and outcome in ('completed', 'escalated') and user_turns is not null and {{within day}}
group by {{place}}, user_turns;

insert into bw_cube (part, {{place}}, value, n)
select 'durations', {{place}}, length, count(*)
from (select {{place}}, bw_bin(duration_s) as length from {{chats}}
      where handled and outcome in ('completed', 'escalated') and duration_s is not null and {{within day}}) c
group by {{place}}, length;

insert into bw_cube (part, {{place}}, value, n)
select 'first_useful', {{place}}, length, count(*)
from (select {{place}}, bw_bin(first_useful_s) as length from {{chats}}
      where handled and found_useful and first_useful_s is not null and {{within day}}) c
group by {{place}}, length;

insert into bw_cube (part, {{place}}, value, fallbacks, n)
select 'turns', {{place}}, bot_turns, fallbacks, count(*) from {{chats}}
where handled and bot_turns is not null and fallbacks is not null and {{within day}}
group by {{place}}, bot_turns, fallbacks;

insert into bw_cube (part, {{place}}, knows_cost, n, sum, squares)
select 'costs', {{place}}, has_ai_cost, count(*), sum(coalesce(ai_cost, 0)), sum(coalesce(ai_cost, 0) * coalesce(ai_cost, 0))
from (select c.*, ai_cost is not null as has_ai_cost from {{chats}} c
      where (ai_cost is not null or handled) and {{any_cost}} and {{within day}}) c
group by {{place}}, has_ai_cost;

insert into bw_cube (part, {{place}}, value, text, n)
select 'steps', {{place}}, s.position, s.goal, count(*)
from (select slot, goal, row_number() over (partition by slot order by place) - 1 as position
      from (select slot, goal, min(place) as place from bw_told where event = 'bot_step' and goal is not null group by slot, goal) g) s
join {{chats}} c on c.slot = s.slot
where {{within c.day}}
group by {{place}}, s.position, s.goal;

insert into bw_cube (part, {{place}}, own_day, own_source, lead_origin, is_bot, has_chat, mature, mql, sql, booked, booked_soon, held,
    meeting_qualified, won, value, n)
select 'leads', {{place}}, own_day, own_source, origin, is_bot, has_chat, own_mature, mql, sql, booked, booked_soon, held, meeting_qualified, won,
    length, count(*)
from {{leads}} t
group by {{place}}, own_day, own_source, origin, is_bot, has_chat, own_mature, mql, sql, booked, booked_soon, held, meeting_qualified, won, length;

insert into bw_cube (part, own_day, state, n, sum)
select 'orders', day, state, count(*), sum(amount) from {{sales}} where {{within day}} group by day, state;

insert into bw_cube (part, own_day, agent, eligible, csat, value, n)
select 'tickets', day, agent, eligible, csat, length, count(*)
from (select day, agent, eligible, csat, bw_bin(first_reply_s) as length from {{tickets}} where {{within day}}) t
group by day, agent, eligible, csat, length;

insert into bw_cube (part, day, channel, page, flow, n)
select 'exposure', day, channel, page, flow, visitors from {{visitors}} where {{within day}};

insert into bw_cube (part, split, name, board, measure, n, orders, conversions)
select 'money', s.split, s.name, s.board, 'orders', case when (select count(*) from bw_buyer) > 0 then coalesce(r.persons, 0) else 0 end,
    case when s.split = 'week' then coalesce(o.orders, 0) else (select count(*) from bw_sale where state = 'counted' and {{within day}}) end, coalesce(e.conversions, 0)
from bw_scopes s
left join (select split, name, board, count(*) as persons from bw_reached group by split, name, board) r on r.split = s.split and r.name = s.name and r.board = s.board
left join (select split, name, board, sum(conversions) as conversions from bw_person_sum group by split, name, board) e on e.split = s.split and e.name = s.name and e.board = s.board
left join (select name, count(*) as orders
           from (select cast({{week day}} as {{words}}) as name from bw_sale where state = 'counted' and {{within day}}) t group by name) o on o.name = s.name and s.split = 'week'
where {{unless hidden s}};

insert into bw_cube (part, split, name, board, measure, sum, own_sum, squares)
select 'money', m.split, m.name, m.board, m.measure, sum(m.amount), sum(case when r.person is not null then m.amount else 0 end),
    sum(case when r.person is not null then m.amount * m.amount else 0 end)
from bw_person_measure m
left join bw_reached r on r.split = m.split and r.name = m.name and r.board = m.board and r.person = m.person
where {{unless hidden m}}
group by m.split, m.name, m.board, m.measure;

insert into bw_cube (part, model, window_days, measure, sum, n)
select 'attribution', a.model, a.days, x.measure,
    sum(case x.measure when 'attributed' then a.amount * a.share when 'influenced' then a.amount when 'sourced' then a.amount * a.is_first end), count(*)
from (select c.model, c.days, c.sale, max(s.amount) as amount, sum(case when c.chat is not null then c.share else 0 end) as share,
        max(case when c.chat is not null and c.from_first = 1 then 1 else 0 end) as is_first
      from bw_credit c join bw_sale s on s.n = c.sale where s.state = 'counted' and {{within s.day}}
      group by c.model, c.days, c.sale having count(c.chat) > 0) a
cross join (select 'attributed' as measure union all select 'influenced' union all select 'sourced' union all select 'conversions') x
group by a.model, a.days, x.measure
having {{unless fewer count(*)}};
