-- == Tests. Rows of test conversations, and what they alone name, count nowhere.
{{create bw_test}}
select conversation_id from bw_in_conversations where test;

{{create bw_occurs}}
select distinct event from bw_in_events where event is not null{{whole events}};

-- Events with an id count once; of leads, orders and tickets the id names those, and the reason tells two stages apart.
{{create bw_event_numbered}}
select * from {{numbered (select * from bw_in_events where moment is not null and event is not null and
    (coalesce(conversation_id, user_id, anonymous_id, email, phone) is not null or event in ('page_view', 'chat_impression'))) by input_order, moment, event, id}} e;

{{create bw_event_copy}}
select n from (
    select n, row_number() over (
        partition by id, event, case when event in ('lead_captured_chat', 'lead_qualified', 'meeting_booked', 'meeting_held',
            'purchase_after_chat', 'deal_won', 'ticket_created') then coalesce(reason, '') else '' end
        order by n) as copy
    from bw_event_numbered where id is not null) e
where copy > 1;

{{create bw_event}}
select e.*,
    case when event in ('chat_opened', 'chat_engaged', 'user_message', 'bot_message', 'bot_fallback', 'bot_step', 'bot_missing_answer',
        'bot_goal_completed', 'bot_resolved', 'bot_handoff_human', 'chat_abandoned', 'csat_response', 'lead_captured_chat',
        'ticket_deflected') then 1 else 0 end as opens
from bw_event_numbered e
left join bw_event_copy y on y.n = e.n
left join bw_test t on t.conversation_id = e.conversation_id
where y.n is null and t.conversation_id is null;

{{create bw_named_by_test}}
select distinct e.id from bw_event_numbered e join bw_test t on t.conversation_id = e.conversation_id
where e.id is not null
    and e.event in ('lead_captured_chat', 'lead_qualified', 'meeting_booked', 'meeting_held', 'purchase_after_chat', 'deal_won', 'ticket_created');

-- A lead event must name its lead: who an event without an id speaks of depends on all before it.
{{create bw_check_leads}}
select bw_fail(count(*) > 0, 'Lead events need an id: without one they cannot be counted here. Give each lead_captured_chat, lead_qualified, meeting_booked and meeting_held the id of its lead.') as answer
from bw_event
where id is null and event in ('lead_captured_chat', 'lead_qualified', 'meeting_booked', 'meeting_held');

-- == Records: a table's cells first, then what events say of the same lead, order or ticket.
{{create bw_lead_event}}
select e.*,
    case when event = 'lead_qualified' and coalesce(bw_word(reason), '') = 'sql' then 'sql' when event = 'lead_qualified' then 'mql'
        when event = 'meeting_booked' then 'booked' when event = 'meeting_held' then 'held' else 'captured' end as stage,
    row_number() over (partition by id order by moment, n) as place
from bw_event e
where event in ('lead_captured_chat', 'lead_qualified', 'meeting_booked', 'meeting_held');

{{create bw_lead_folded}}
select id as lead_id, min(moment) as created_at, min(n) as n,
    {{first conversation_id}}, {{first user_id}}, {{first anonymous_id}}, {{first email}}, {{first phone}},
    {{first source}},
    min(case when stage = 'mql' then moment end) as mql_at, min(case when stage = 'sql' then moment end) as sql_at,
    min(case when stage = 'booked' then moment end) as meeting_booked_at, min(case when stage = 'held' then moment end) as meeting_held_at
from bw_lead_event
group by id;

{{create bw_lead_record}}
select coalesce(l.lead_id, f.lead_id) as lead_id, coalesce(l.created_at, f.created_at) as created_at,
    coalesce(l.conversation_id, f.conversation_id) as conversation_id,
    coalesce(l.user_id, f.user_id) as user_id, coalesce(l.anonymous_id, f.anonymous_id) as anonymous_id,
    coalesce(l.email, f.email) as email, coalesce(l.phone, f.phone) as phone,
    coalesce(l.origin, case when f.lead_id is not null then 'chat' end) as origin, coalesce(l.source, f.source) as source,
    coalesce(l.mql_at, f.mql_at) as mql_at, coalesce(l.sql_at, f.sql_at) as sql_at, l.disqualified_at,
    coalesce(l.meeting_booked_at, f.meeting_booked_at) as meeting_booked_at,
    coalesce(l.meeting_held_at, f.meeting_held_at) as meeting_held_at, l.meeting_qualified, f.n as event_n,
    case when l.lead_id is null then 1 else 0 end as is_folded, l.input_order
from bw_in_leads l full outer join bw_lead_folded f on f.lead_id = l.lead_id;

{{create bw_lead_counted}}
select l.* from bw_lead_record l
left join bw_test t on t.conversation_id = l.conversation_id
left join bw_named_by_test g on g.id = l.lead_id and l.conversation_id is null
where t.conversation_id is null and g.id is null;

{{create bw_lead}}
select * from {{numbered bw_lead_counted by is_folded, input_order, event_n}} l;

{{create bw_order_event}}
select e.*, row_number() over (partition by coalesce(id, cast(n as {{words}})) order by n) as place,
    coalesce('i' || id, 'n' || cast(n as {{words}})) as of_order
from bw_event e
where event in ('purchase_after_chat', 'deal_won') and value is not null;

{{create bw_order_folded}}
select of_order, max(id) as order_id, min(n) as n, {{last moment}}, {{last value}}, {{last conversation_id}}, {{last user_id}},
    {{last anonymous_id}}, {{last email}}, {{last phone}}, {{last currency}},
    substr(max(bw_rank(place) || case when event = 'deal_won' then 'won' else 'paid' end), 13) as status
from bw_order_event
group by of_order;

{{create bw_order_record}}
select coalesce(r.order_id, f.order_id) as order_id, coalesce(r.moment, cast(f.moment as bigint)) as moment,
    coalesce(r.amount, cast(f.value as {{float}})) as amount, r.gross_profit,
    coalesce(r.conversation_id, f.conversation_id) as conversation_id,
    coalesce(r.user_id, f.user_id) as user_id, coalesce(r.anonymous_id, f.anonymous_id) as anonymous_id,
    coalesce(r.email, f.email) as email, coalesce(r.phone, f.phone) as phone,
    coalesce(r.currency, f.currency) as currency, coalesce(r.status, f.status, 'paid') as status, f.n as event_n,
    case when r.order_id is null then 1 else 0 end as is_folded, r.input_order
from bw_in_revenue r full outer join bw_order_folded f on f.order_id = r.order_id;

{{create bw_order_counted}}
select r.* from bw_order_record r
left join bw_test t on t.conversation_id = r.conversation_id
left join bw_named_by_test g on g.id = r.order_id and r.conversation_id is null
where t.conversation_id is null and g.id is null;

{{create bw_order}}
select * from {{numbered bw_order_counted by is_folded, input_order, event_n}} r;

{{create bw_ticket_event}}
select e.*, row_number() over (partition by coalesce(id, cast(n as {{words}})) order by n) as place,
    coalesce('i' || id, 'n' || cast(n as {{words}})) as of_ticket
from bw_event e
where event = 'ticket_created';

{{create bw_ticket_folded}}
select of_ticket, max(id) as ticket_id, min(n) as n, {{last moment}}, {{last conversation_id}}, {{last user_id}},
    {{last anonymous_id}}, {{last email}}, {{last phone}}, {{last intent}}
from bw_ticket_event
group by of_ticket;

{{create bw_ticket_record}}
select coalesce(t.ticket_id, f.ticket_id) as ticket_id, coalesce(t.created_at, cast(f.moment as bigint)) as created_at, t.first_reply_at,
    coalesce(t.conversation_id, f.conversation_id) as conversation_id,
    coalesce(t.user_id, f.user_id) as user_id, coalesce(t.anonymous_id, f.anonymous_id) as anonymous_id,
    coalesce(t.email, f.email) as email, coalesce(t.phone, f.phone) as phone,
    coalesce(t.intent, f.intent) as intent, t.csat, t.csat_max, coalesce(t.agent, true) as agent, f.n as event_n,
    case when t.ticket_id is null then 1 else 0 end as is_folded, t.input_order
from bw_in_tickets t full outer join bw_ticket_folded f on f.ticket_id = t.ticket_id;

{{create bw_ticket_counted}}
select r.* from bw_ticket_record r
left join bw_test t on t.conversation_id = r.conversation_id
left join bw_named_by_test g on g.id = r.ticket_id and r.conversation_id is null
where t.conversation_id is null and g.id is null;

{{create bw_ticket}}
select * from {{numbered bw_ticket_counted by is_folded, input_order, event_n}} r;

{{create bw_conversation_counted}}
select c.* from bw_in_conversations c
left join bw_test t on t.conversation_id = c.conversation_id
where c.started_at is not null and t.conversation_id is null;

{{create bw_row_conversation}}
select * from {{numbered bw_conversation_counted by input_order, conversation_id}} c;

{{create bw_touch_read}}
select * from bw_in_touches where moment is not null;

{{create bw_touch}}
select * from {{numbered bw_touch_read by input_order, moment}} t;
