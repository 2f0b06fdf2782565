-- Facts per conversation, lead and revenue row (METRICS sections 3 and 4). Times are microseconds.

create table engagement as
select c.*,
    coalesce(c.engaged_cell, case when c.engaged_here then true end, c.user_turns >= r.engaged_min_user_turns,
             not (c.folded and r.engaged_occurs)) as engaged,
    handoff in ('requested', 'accepted', 'answered') as handed_off,
    coalesce(c.ended_at, c.started_at + cast(round(c.duration_s * 1e6) as bigint), c.started_at) as stop,
    coalesce(c.duration_s, (c.ended_at - c.started_at) / 1e6) as seconds,
    coalesce(c.eligible_cell, i.eligible, case when c.ticket_deflected then true end) as eligible
from conversation c cross join rule r left join intent_rule i using (intent_key);

create table outcome as
select e.*,
    engaged and bot_involved as handled,
    case when coalesce(handed_off, false) then false
         when resolution is null then null
         else resolution in ('confirmed', 'assumed') end as resolved,
    case when not engaged then 'unengaged'
         when coalesce(handed_off, false) then 'escalated'
         when coalesce(resolution in ('confirmed', 'assumed'), false) or coalesce(goal_completed, false) then 'completed'
         when resolution is null then 'unknown'
         else 'abandoned' end as outcome
from engagement e;

create table lead_link as
select l.*,
    coalesce(
        (select c.place from outcome c where c.id = l.conversation_id),
        (select arg_max(c.place, (c.started_at, c.place)) from outcome c
         where c.person = l.person and c.engaged and c.started_at <= l.created_at and l.created_at <= c.started_at + r.lead_link)
    ) as belongs_to
from lead l cross join rule r;

create table lead_fact as
select l.* exclude (origin), l.origin,
    coalesce(l.origin = 'chat', l.belongs_to is not null) as bot,
    coalesce(l.origin = 'form', false) as form,
    l.created_at + r.maturity <= h.leads as mature,
    case when r.quality_stage = 'sql' then l.sql_at else least(l.mql_at, l.sql_at) end as stage_at,
    l.meeting_booked_at is not null
        and (coalesce(l.meeting_qualified, false) or l.mql_at is not null or l.sql_at is not null) as qualified_meeting,
    exists (from revenue v where v.person = l.person and v.counted and v.moment > l.created_at and v.moment <= l.created_at + r.attribution_window) as won
from lead_link l cross join rule r cross join horizon h;

create table fact as
select o.*,
    coalesce(o.ai_cost_cell, case when o.handled then r.ai_per_conversation end) as ai_cost,
    o.handled and coalesce(o.eligible, false) and coalesce(o.resolved, false) as deflected,
    o.stop + r.recontact <= h.conversations as mature,
    exists (from outcome b where b.person = o.person and b.place <> o.place and b.engaged
            and b.started_at > o.stop and b.started_at <= o.stop + r.recontact)
    or exists (from ticket t where t.person = o.person and t.conversation_id is distinct from o.id
            and t.created_at > o.stop and t.created_at <= o.stop + r.recontact) as recontacted,
    o.started_at + r.attribution_window > h.revenue as purchase_open,
    exists (from lead_fact l where l.bot and l.belongs_to = o.place) as has_lead,
    exists (from lead_fact l where l.bot and l.belongs_to = o.place and l.meeting_booked_at is not null) as has_meeting,
    exists (from revenue v where v.person = o.person and v.counted and v.moment > o.started_at
            and v.moment <= o.started_at + r.attribution_window) as has_purchase
from outcome o cross join rule r cross join horizon h;

-- A flow's job: as the rules say, else lead if a bot lead belongs to a conversation of the flow, else support.
create table flow as
select f.flow, coalesce(k.kind, case when bool_or(f.has_lead) then 'lead' else 'support' end) as kind, k.kind is null as derived
from fact f left join flow_rule k using (flow)
group by f.flow, k.kind;
