-- == Events folded into conversations: by id, else by person until a gap or an end.
{{create bw_loose}}
select e.*, p.person, row_number() over (partition by p.person order by e.moment, e.n) as place
from bw_event e join bw_person p on p.row_id = 'e' || cast(e.n as {{words}})
where e.conversation_id is null and e.event not in ('page_view', 'chat_impression');

{{create bw_loose_before}}
select l.*, max(case when opens = 1 then place end) over (partition by person order by place rows between unbounded preceding and 1 preceding) as opener
from bw_loose l;

{{create bw_loose_joined}}
select l.*,
    case when o.place is not null and o.event <> 'chat_abandoned' and l.moment - o.moment <= {{gap}} then 1 else 0 end as joins
from bw_loose_before l left join bw_loose o on o.person = l.person and o.place = l.opener;

{{create bw_loose_session}}
select l.*, sum(case when opens = 1 and joins = 0 then 1 else 0 end) over (partition by person order by place) as session
from bw_loose_joined l;

{{create bw_placed}}
select n, 'c' || conversation_id as slot from bw_event where conversation_id is not null and event not in ('page_view', 'chat_impression')
union all
select n, 's' || person || '/' || cast(session as {{words}}) from bw_loose_session where opens = 1 or joins = 1;

{{create bw_told}}
select e.*, p.slot, row_number() over (partition by p.slot order by e.moment, e.n) as place
from bw_event e join bw_placed p on p.n = e.n;

{{create bw_asked}}
select slot, min(moment) as asked from bw_told where event = 'user_message' group by slot;

-- The first answer of the bot at or after the question that was neither a fallback nor a missing answer.
{{create bw_answer}}
select t.slot, min(t.moment) as answered
from bw_told t join bw_asked a on a.slot = t.slot and t.moment >= a.asked
left join (select distinct slot, moment from bw_told where event in ('bot_fallback', 'bot_missing_answer')) u on u.slot = t.slot and u.moment = t.moment
where t.event = 'bot_message' and u.slot is null
group by t.slot;

{{create bw_fold}}
select t.slot, min(t.n) as n, max(opens) as opened,
    min(case when opens = 1 then t.moment end) as started_at, max(case when opens = 1 then t.moment end) as ended_at,
    max(t.conversation_id) as conversation_id,
    substr(min(bw_rank(place) || 'e' || cast(t.n as {{words}})), 13) as first_row,
    {{first channel}}, {{first flow}}, {{first intent}}, {{first language}}, {{first source}}, {{first medium}}, {{first campaign}}, {{first page}},
    max(case when event = 'chat_engaged' then 1 else 0 end) as engaged_here,
    sum(case when event = 'user_message' then 1 else 0 end) as user_turns,
    sum(case when event = 'bot_message' then 1 else 0 end) as bot_turns,
    sum(case when event = 'bot_fallback' then 1 else 0 end) as fallbacks,
    max(case when event = 'bot_missing_answer' then 1 else 0 end) as missing,
    max(case when event = 'bot_resolved' and bw_word(reason) = 'confirmed' then 2 when event in ('bot_resolved', 'ticket_deflected') then 1 else 0 end) as resolved,
    max(case when event = 'bot_handoff_human' then 1 else 0 end) as handed_off,
    max(case when event = 'ticket_deflected' then 1 else 0 end) as deflected,
    substr(max(case when event = 'csat_response' and value is not null then bw_rank(place) || cast(value as {{words}}) end), 13) as csat,
    substr(max(case when event = 'csat_response' and value is not null then bw_rank(place) || cast(coalesce(bw_number(reason), 5) as {{words}}) end), 13) as csat_max
from bw_told t
group by t.slot;

-- Which events occur at all.
{{create bw_occurring}}
select
    coalesce(sum(case when event = 'user_message' then 1 else 0 end), 0) as user_message, coalesce(sum(case when event = 'bot_message' then 1 else 0 end), 0) as bot_message,
    coalesce(sum(case when event = 'bot_fallback' then 1 else 0 end), 0) as bot_fallback, coalesce(sum(case when event = 'bot_missing_answer' then 1 else 0 end), 0) as bot_missing_answer,
    coalesce(sum(case when event = 'bot_handoff_human' then 1 else 0 end), 0) as bot_handoff_human,
    coalesce(sum(case when event in ('bot_resolved', 'ticket_deflected') then 1 else 0 end), 0) as resolution,
    coalesce(sum(case when event = 'bot_goal_completed' then 1 else 0 end), 0) as goal,
    coalesce(sum(case when event = 'chat_engaged' then 1 else 0 end), 0) as engaged
from bw_occurs;

-- What did not happen is false or 0, if events of that name occur at all.
{{create bw_folded}}
select f.slot, f.n, f.opened, f.conversation_id, f.first_row, f.channel, f.flow, f.intent, f.language, f.source, f.medium, f.campaign, f.page,
    case when opened = 1 then f.started_at end as started_at, case when opened = 1 then f.ended_at end as ended_at,
    f.engaged_here, f.deflected,
    case when opened = 1 and o.user_message > 0 then f.user_turns end as user_turns,
    case when opened = 1 and o.bot_message > 0 then f.bot_turns end as bot_turns,
    case when opened = 1 and o.bot_fallback > 0 then f.fallbacks end as fallbacks,
    case when opened = 1 and o.bot_missing_answer > 0 then f.missing = 1 end as missing_answer,
    case when opened = 1 and o.bot_handoff_human > 0 then case when f.handed_off = 1 then 'accepted' else 'none' end end as handoff,
    case when opened = 1 and f.resolved = 2 then 'confirmed' when opened = 1 and f.resolved = 1 then 'assumed'
        when opened = 1 and o.resolution > 0 then 'none' end as resolution,
    case when opened = 1 then bw_number(f.csat) end as csat, case when opened = 1 then bw_number(f.csat_max) end as csat_max,
    case when opened = 1 and a.asked is not null and o.bot_message > 0 then w.slot is not null end as found_useful,
    case when opened = 1 and o.bot_message > 0 then cast(w.answered - a.asked as {{float}}) / 1000000 end as first_useful_s
from bw_fold f
cross join bw_occurring o
left join bw_asked a on a.slot = f.slot
left join bw_answer w on w.slot = f.slot;

-- == Conversations: a table's cells first, then those folded from events.
{{create bw_joined_read}}
select coalesce(c.conversation_id, f.conversation_id) as conversation_id, f.slot,
    coalesce('c' || cast(c.n as {{words}}), f.first_row) as person_row,
    case when c.n is null then 1 else 0 end as is_folded, c.n as row_n, f.n as fold_n,
    coalesce(c.started_at, f.started_at) as started_at, coalesce(c.ended_at, f.ended_at) as ended_cell,
    coalesce(c.channel, f.channel) as channel, coalesce(c.flow, f.flow) as flow, coalesce(c.intent, f.intent) as intent,
    coalesce(c.language, f.language) as language, coalesce(c.source, f.source) as source, coalesce(c.medium, f.medium) as medium,
    coalesce(c.campaign, f.campaign) as campaign, coalesce(c.page, f.page) as page,
    c.engaged as engaged_cell, coalesce(c.bot_involved, true) as bot_involved,
    coalesce(c.user_turns, f.user_turns) as user_turns, coalesce(c.bot_turns, f.bot_turns) as bot_turns, c.duration_s as duration_cell,
    coalesce(c.first_useful_s <> 'never', f.found_useful) as found_useful,
    coalesce(bw_number(c.first_useful_s), case when c.first_useful_s is null then f.first_useful_s end) as first_useful_s,
    coalesce(c.fallbacks, f.fallbacks) as fallbacks, coalesce(c.missing_answer, f.missing_answer) as missing_answer,
    c.goal_completed as goal_cell, coalesce(c.resolution, f.resolution) as resolution, coalesce(c.handoff, f.handoff) as handoff,
    c.eligible as eligible_cell, coalesce(c.csat, f.csat) as csat_cell, coalesce(c.csat_max, f.csat_max) as csat_max, c.survey_offered, c.cost,
    coalesce(f.opened, 0) as opened, coalesce(f.engaged_here, 0) as engaged_here, coalesce(f.deflected, 0) as deflected_here
from bw_row_conversation c full outer join bw_folded f on f.slot = 'c' || c.conversation_id
where c.conversation_id is not null or f.opened = 1;

{{create bw_joined}}
select * from {{numbered bw_joined_read by is_folded, row_n, fold_n}} j;

-- One spelling a value, as the rules join them.
{{create bw_spelled}}
select j.*, {{alias channel}} as channel_, {{alias flow}} as flow_, {{alias intent}} as intent_, {{alias language}} as language_,
    {{alias source}} as source_, {{alias medium}} as medium_, {{alias campaign}} as campaign_, {{alias page}} as page_
from bw_joined j;

{{create bw_intent_rule}}
{{intents}};

{{create bw_flow_goal}}
{{goals}};

{{create bw_csat_scale}}
{{scales}};

{{create bw_goal}}
select distinct r.slot from bw_told r join bw_spelled s on s.slot = r.slot left join bw_flow_goal g on g.flow = coalesce(s.flow_, '')
where r.event = 'bot_goal_completed' and (g.goal is null or r.goal = g.goal);

-- == Facts of each conversation.
{{create bw_answered}}
select s.n, s.conversation_id, s.slot, p.person, s.started_at, bw_day(s.started_at) as day,
    s.channel_ as channel, s.flow_ as flow, s.intent_ as intent, s.language_ as language, s.source_ as source, s.medium_ as medium,
    s.campaign_ as campaign, s.page_ as page,
    case when s.engaged_cell is not null then s.engaged_cell
        when s.engaged_here = 1 then true
        when s.user_turns is not null then s.user_turns >= {{engaged_min_user_turns}}
        else not (s.opened = 1 and o.engaged > 0) end as engaged,
    s.bot_involved, s.handoff, s.resolution, coalesce(s.handoff in ('requested', 'accepted', 'answered'), false) as handed_off,
    case when s.goal_cell is not null then s.goal_cell
        when s.opened = 1 and o.goal > 0 then r.slot is not null end as goal_completed,
    coalesce(s.eligible_cell, i.eligible, case when s.deflected_here = 1 then true end) as eligible,
    s.user_turns, s.bot_turns, s.fallbacks, s.missing_answer, s.found_useful, s.first_useful_s, s.survey_offered, s.cost,
    case when s.ended_cell >= s.started_at then s.ended_cell end as ended_at, s.duration_cell,
    case when s.csat_cell is null then null
        when k.lowest is null or s.csat_cell < 0 or s.csat_cell > s.csat_max then 'unreadable'
        when s.csat_cell >= k.lowest then 'positive' else 'negative' end as csat,
    {{business_hours}} as in_business_hours
from bw_spelled s
join bw_person p on p.row_id = s.person_row
left join bw_intent_rule i on i.intent = bw_intent(coalesce(s.intent_, ''))
cross join bw_occurring o
left join bw_goal r on r.slot = s.slot
left join bw_csat_scale k on k.highest = s.csat_max;

{{create bw_ended}}
select a.*, engaged and bot_involved as handled,
    coalesce(ended_at, started_at + cast(floor(case when duration_cell > 1e12 then 1e12 else duration_cell end * 1000000 + 0.5) as bigint), started_at) as stop,
    coalesce(duration_cell, cast(ended_at - started_at as {{float}}) / 1000000) as duration_s,
    case when handed_off then false when resolution is not null then resolution <> 'none' end as resolved,
    case when not engaged then 'unengaged' when handed_off then 'escalated'
        when resolution in ('confirmed', 'assumed') or goal_completed then 'completed'
        when resolution is null then 'unknown' else 'abandoned' end as outcome
from bw_answered a;
