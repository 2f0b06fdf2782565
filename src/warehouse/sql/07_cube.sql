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
from bw_flow f left join bw_flow_rule k on k.flow = f.flow where k.flow is null;

insert into bw_cube (part, {{place}}, eligible, has_fallback, knows_user_turns, knows_bot_turns, knows_duration, knows_cost, found_useful,
    missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase, n)
select 'chats', {{place}}, eligible, fallbacks >= 1, user_turns is not null, bot_turns is not null, duration_s is not null, cost is not null,
    found_useful, missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase, count(*)
from bw_chat
where {{within day}}
group by {{place}}, eligible, fallbacks >= 1, user_turns is not null, bot_turns is not null, duration_s is not null, cost is not null,
    found_useful, missing_answer, csat, survey_offered, recontacted, mature, has_bot_lead, has_meeting, purchase;

insert into bw_cube (part, {{place}}, value, n)
select 'user_turns', {{place}}, user_turns, count(*) from bw_chat
where handled and outcome in ('completed', 'escalated') and user_turns is not null and {{within day}}
group by {{place}}, user_turns;

insert into bw_cube (part, {{place}}, value, n)
select 'durations', {{place}}, bw_bin(duration_s), count(*) from bw_chat
where handled and outcome in ('completed', 'escalated') and duration_s is not null and {{within day}}
group by {{place}}, bw_bin(duration_s);

insert into bw_cube (part, {{place}}, value, n)
select 'first_useful', {{place}}, bw_bin(first_useful_s), count(*) from bw_chat
where handled and found_useful and first_useful_s is not null and {{within day}}
group by {{place}}, bw_bin(first_useful_s);

insert into bw_cube (part, {{place}}, value, fallbacks, n)
select 'turns', {{place}}, bot_turns, fallbacks, count(*) from bw_chat
where handled and bot_turns is not null and fallbacks is not null and {{within day}}
group by {{place}}, bot_turns, fallbacks;

insert into bw_cube (part, {{place}}, knows_cost, n, sum, squares)
select 'costs', {{place}}, ai_cost is not null, count(*), sum(coalesce(ai_cost, 0)), sum(coalesce(ai_cost, 0) * coalesce(ai_cost, 0)) from bw_chat
where (ai_cost is not null or handled) and exists (select 1 from bw_chat where cost is not null) and {{within day}}
group by {{place}}, ai_cost is not null;

insert into bw_cube (part, {{place}}, value, text, n)
select 'steps', {{place}}, s.position, s.goal, count(*)
from (select slot, goal, row_number() over (partition by slot order by place) - 1 as position
      from (select slot, goal, min(place) as place from bw_told where event = 'bot_step' and goal is not null group by slot, goal) g) s
join bw_chat c on c.slot = s.slot
where {{within c.day}}
group by {{place}}, s.position, s.goal;

insert into bw_cube (part, {{place}}, own_day, own_source, lead_origin, is_bot, has_chat, mature, mql, sql, booked, booked_soon, held,
    meeting_qualified, won, value, n)
select 'leads', {{place c}}, l.day, {{alias l.source}}, l.origin, l.is_bot, l.chat is not null, l.mature, l.mql_at is not null, l.sql_at is not null,
    l.meeting_booked_at is not null, l.meeting_booked_at - l.created_at <= 604800000000, l.meeting_held_at is not null, l.meeting_qualified, l.won,
    case when l.is_bot and l.mature then bw_bin((l.stage_at - l.created_at) / 1e6) end, count(*)
from bw_lead_fact l left join bw_chat c on c.n = l.chat
where {{within l.day}}
group by {{place c}}, l.day, {{alias l.source}}, l.origin, l.is_bot, l.chat is not null, l.mature, l.mql_at is not null, l.sql_at is not null,
    l.meeting_booked_at is not null, l.meeting_booked_at - l.created_at <= 604800000000, l.meeting_held_at is not null, l.meeting_qualified, l.won,
    case when l.is_bot and l.mature then bw_bin((l.stage_at - l.created_at) / 1e6) end;

insert into bw_cube (part, own_day, state, n, sum)
select 'orders', day, state, count(*), sum(amount) from bw_sale where {{within day}} group by day, state;

insert into bw_cube (part, own_day, agent, eligible, csat, value, n)
select 'tickets', day, agent, eligible, csat, bw_bin(first_reply_s), count(*) from bw_ticket_fact
where {{within day}}
group by day, agent, eligible, csat, bw_bin(first_reply_s);

insert into bw_cube (part, day, channel, page, flow, n)
select 'exposure', day, channel, page, flow, visitors from bw_exposed where {{within day}};

insert into bw_cube (part, split, name, board, measure, n, orders, conversions)
select 'money', s.split, s.name, s.board, 'orders', case when (select count(*) from bw_buyer) > 0 then coalesce(r.persons, 0) else 0 end,
    case when s.split = 'week' then coalesce(o.orders, 0) else (select count(*) from bw_sale where state = 'counted' and {{within day}}) end, coalesce(e.conversions, 0)
from bw_scopes s
left join (select split, name, board, count(*) as persons from bw_reached group by split, name, board) r on r.split = s.split and r.name = s.name and r.board = s.board
left join (select split, name, board, sum(conversions) as conversions from bw_person_sum group by split, name, board) e on e.split = s.split and e.name = s.name and e.board = s.board
left join (select cast({{week day}} as {{words}}) as name, count(*) as orders from bw_sale where state = 'counted' and {{within day}} group by {{week day}}) o on o.name = s.name and s.split = 'week';

insert into bw_cube (part, split, name, board, measure, sum, own_sum, squares)
select 'money', m.split, m.name, m.board, m.measure, sum(m.amount), sum(case when r.person is not null then m.amount else 0 end),
    sum(case when r.person is not null then m.amount * m.amount else 0 end)
from bw_person_measure m
left join bw_reached r on r.split = m.split and r.name = m.name and r.board = m.board and r.person = m.person
group by m.split, m.name, m.board, m.measure;

insert into bw_cube (part, model, window_days, measure, sum, n)
select 'attribution', a.model, a.days, x.measure,
    sum(case x.measure when 'attributed' then a.amount * a.share when 'influenced' then a.amount when 'sourced' then a.amount * a.is_first end), count(*)
from (select c.model, c.days, c.sale, max(s.amount) as amount, sum(case when c.chat is not null then c.share else 0 end) as share,
        max(case when c.chat is not null and c.from_first = 1 then 1 else 0 end) as is_first
      from bw_credit c join bw_sale s on s.n = c.sale where s.state = 'counted' and {{within s.day}}
      group by c.model, c.days, c.sale having count(c.chat) > 0) a
cross join (select 'attributed' as measure union all select 'influenced' union all select 'sourced' union all select 'conversions') x
group by a.model, a.days, x.measure;
