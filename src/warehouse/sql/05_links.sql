-- == Leads, orders and tickets with their persons and conversations.
{{create bw_chat_id}}
select conversation_id, min(n) as chat from bw_ended where conversation_id is not null group by conversation_id;

{{create bw_chat_slot}}
select slot, min(n) as chat from bw_ended where slot is not null group by slot;

-- The first event of a lead that stands in a conversation, for leads that name none.
{{create bw_lead_place}}
select id as lead_id, chat from (
    select e.id, s.chat, row_number() over (partition by e.id order by e.moment, e.n) as place
    from bw_lead_event e join bw_placed p on p.n = e.n left join bw_chat_slot s on s.slot = p.slot) t
where place = 1;

{{create bw_lead_linked}}
select l.*, p.person, bw_day(l.created_at) as day, case when l.conversation_id is null then f.chat else c.chat end as linked
from bw_lead l
join bw_person p on p.row_id = 'l' || cast(l.n as {{words}})
left join bw_chat_id c on c.conversation_id = l.conversation_id
left join bw_lead_place f on f.lead_id = l.lead_id
where l.created_at is not null;

-- The person's latest engaged conversation in the hours before.
{{create bw_lead_latest}}
select n, chat from (
    select l.n, c.n as chat, row_number() over (partition by l.n order by c.started_at desc, c.n desc) as place
    from bw_lead_linked l join bw_ended c on c.person = l.person and c.engaged and c.started_at <= l.created_at
        and l.created_at - c.started_at <= {{lead_link}}) t
where place = 1;

-- The latest of each kind of rows; where these are a part, of all rows, as the mapping tells.
{{create bw_horizon}}
select {{whole conversations}} as conversations, {{whole leads}} as leads, {{whole revenue}} as revenue
from (select (select max(case when ended_at > started_at then ended_at else started_at end) from bw_ended) as conversations,
    (select max(greatest(created_at, coalesce(mql_at, created_at), coalesce(sql_at, created_at), coalesce(disqualified_at, created_at),
        coalesce(meeting_booked_at, created_at))) from bw_lead_linked) as leads,
    (select max(moment) from bw_order) as revenue) of_rows;

{{create bw_currency}}
select {{currency}} as code;

{{create bw_rate}}
{{rates}};

{{create bw_sale}}
select o.n, o.moment, bw_day(o.moment) as day, p.person, coalesce(c.chat, s.chat) as chat,
    o.amount * r.rate as amount, coalesce(o.gross_profit * r.rate, o.amount * r.rate * {{margin}}) as gross_profit,
    case when coalesce(o.amount * r.rate, 0) <= 0 then 'other' when o.status in ('won', 'paid') then 'counted' when o.status = 'pending' then 'pending' else 'other' end as state
from (select o.*, case when o.currency is null or o.currency = coalesce(u.code, o.currency) then '' else o.currency end as code_
      from bw_order o cross join bw_currency u where o.moment is not null) o
left join bw_rate r on r.code = o.code_
join bw_person p on p.row_id = 'r' || cast(o.n as {{words}})
left join bw_chat_id c on c.conversation_id = o.conversation_id
left join bw_placed e on e.n = o.event_n and o.conversation_id is null
left join bw_chat_slot s on s.slot = e.slot;

{{create bw_lead_won}}
select distinct l.n from bw_lead_linked l join bw_sale s on s.person = l.person and s.state = 'counted'
    and s.moment > l.created_at and s.moment <= l.created_at + {{window}};

{{create bw_lead_fact}}
select l.*, case when l.origin in ('form', 'other') then null else coalesce(l.linked, t.chat) end as chat,
    case when l.origin in ('form', 'other') then false when l.origin = 'chat' then true else coalesce(l.linked, t.chat) is not null end as is_bot,
    coalesce(l.created_at + {{maturity}} <= h.leads, false) as mature,
    {{stage}} as stage_at,
    w.n is not null as won
from bw_lead_linked l cross join bw_horizon h
left join bw_lead_latest t on t.n = l.n
left join bw_lead_won w on w.n = l.n;

{{create bw_ticket_fact}}
select t.n, t.created_at, bw_day(t.created_at) as day, p.person, coalesce(c.chat, s.chat) as chat, t.agent,
    case when t.first_reply_at >= t.created_at then cast(t.first_reply_at - t.created_at as {{float}}) / 1000000 end as first_reply_s, i.eligible,
    case when t.csat is null then null when k.lowest is null or t.csat < 0 or t.csat > t.csat_max then 'unreadable'
        when t.csat >= k.lowest then 'positive' else 'negative' end as csat
from (select t.*, {{alias intent}} as intent_ from bw_ticket t where t.created_at is not null) t
join bw_person p on p.row_id = 't' || cast(t.n as {{words}})
left join bw_chat_id c on c.conversation_id = t.conversation_id
left join bw_placed e on e.n = t.event_n and t.conversation_id is null
left join bw_chat_slot s on s.slot = e.slot
left join bw_intent_rule i on i.intent = bw_intent(coalesce(t.intent_, ''))
left join bw_csat_scale k on k.highest = t.csat_max;

-- == What came after each conversation.
{{create bw_came_back}}
select distinct n from (
    select c.n from bw_ended c join bw_ended b on b.person = c.person and b.n <> c.n and b.engaged
        and b.started_at > c.stop and b.started_at <= c.stop + {{recontact}}
    union all
    select c.n from bw_ended c join bw_ticket_fact t on t.person = c.person and (t.chat is null or t.chat <> c.n)
        and t.created_at > c.stop and t.created_at <= c.stop + {{recontact}}) t;

{{create bw_bought}}
select distinct c.n from bw_ended c join bw_sale s on s.person = c.person and s.state = 'counted'
    and s.moment > c.started_at and s.moment <= c.started_at + {{window}};

{{create bw_brought}}
select chat as n, max(case when meeting_booked_at is not null then 1 else 0 end) as booked from bw_lead_fact where is_bot and chat is not null group by chat;

{{create bw_chat}}
select c.*, c.stop + {{recontact}} <= h.conversations as mature, b.n is not null as recontacted,
    l.n is not null as has_bot_lead, coalesce(l.booked, 0) = 1 as has_meeting,
    case when h.revenue is null or c.started_at + {{window}} > h.revenue then 'pending' when o.n is not null then 'made' end as purchase,
    coalesce(c.cost, case when c.handled then {{ai_per_conversation}} end) as ai_cost
from bw_ended c cross join bw_horizon h
left join bw_came_back b on b.n = c.n
left join bw_bought o on o.n = c.n
left join bw_brought l on l.n = c.n;

-- A flow's job: as the rules say, else lead if a bot lead belongs to a conversation of it, else support.
{{create bw_flow_rule}}
{{flow_kinds}};

{{create bw_flow}}
select f.flow, case when coalesce(k.kind, case when f.leads > 0 then 'lead' else 'support' end) in ('support', 'faq') then 'support' else 'lead' end as board
from (select coalesce(flow, '') as flow, sum(case when has_bot_lead then 1 else 0 end) as leads from bw_chat group by coalesce(flow, '')) f
left join bw_flow_rule k on k.flow = f.flow;
