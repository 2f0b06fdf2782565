-- Everything that the metrics of conversations count, one row a scope.

create table counts as
select s.name as scope,
    count(f.place) as opened,
    count(f.place) filter (f.engaged) as engaged,
    count(f.place) filter (f.handled) as handled,
    -- 2 goal completion
    count(*) filter (f.engaged and f.goal_completed) as goal,
    count(*) filter (f.engaged and f.goal_completed is not null) as goal_known,
    -- 3 deflection
    count(*) filter (f.deflected) as deflected,
    count(*) filter (f.engaged and f.eligible) as eligible,
    count(*) filter (f.engaged and f.eligible and f.resolved is not null) as eligible_known,
    count(*) filter (f.engaged and f.eligible is null) as undecided,
    count(*) filter (f.deflected and not f.recontacted and f.mature) as durable,
    count(*) filter (f.engaged and f.eligible and f.resolved is not null and f.mature) as durable_known,
    count(*) filter (f.engaged and f.eligible and f.resolved is null and f.mature) as durable_unknown,
    count(*) filter (f.engaged and f.eligible and not f.mature) as durable_young,
    -- 4 resolution
    count(*) filter (f.handled and f.resolved) as resolved,
    count(*) filter (f.handled and f.resolved is not null) as resolved_known,
    count(*) filter (f.handled and f.resolved and f.resolution = 'confirmed') as confirmed,
    count(*) filter (f.handled and f.resolved and f.resolution = 'assumed') as assumed,
    -- 5 fallback
    count(*) filter (f.handled and f.fallbacks >= 1) as fallback,
    count(*) filter (f.handled and f.fallbacks is not null) as fallback_known,
    list({y: f.fallbacks, x: f.bot_turns}) filter (f.handled and f.fallbacks is not null and f.bot_turns is not null) as fallback_turns,
    -- 6 handoff
    count(*) filter (f.handled and f.handed_off) as handed_off,
    count(*) filter (f.handled and f.handed_off is not null) as handoff_known,
    -- 7 session length
    count(*) filter (f.handled and f.outcome in ('completed', 'escalated')) as finished,
    list(f.user_turns) filter (f.handled and f.outcome in ('completed', 'escalated') and f.user_turns is not null) as user_turns,
    list(f.seconds) filter (f.handled and f.outcome in ('completed', 'escalated') and f.seconds is not null) as seconds,
    -- 8 first useful answer
    list(f.first_useful_s) filter (f.handled and f.first_useful_s is not null) as first_useful,
    count(*) filter (f.handled and f.never_useful) as never_useful,
    -- 9 cost
    coalesce(sum(f.ai_cost), 0) as ai_cost,
    list({y: coalesce(f.ai_cost, 0), x: f.handled::int}) filter (f.ai_cost is not null or f.handled) as cost_per_handled,
    list({y: coalesce(f.ai_cost, 0), x: (f.handled and coalesce(f.resolved, false))::int})
        filter (f.ai_cost is not null or (f.handled and coalesce(f.resolved, false))) as cost_per_resolved,
    -- 10 conversion
    count(*) filter (f.engaged and f.has_lead) as with_lead,
    count(*) filter (f.engaged and f.has_meeting) as with_meeting,
    count(*) filter (f.engaged and f.has_purchase and not f.purchase_open) as with_purchase,
    count(*) filter (f.engaged and not f.purchase_open) as purchase_known,
    count(*) filter (f.engaged and f.purchase_open) as purchase_open,
    -- 13 CSAT
    count(*) filter (f.handled and f.positive) as positive,
    count(*) filter (f.handled and f.positive is not null) as responses,
    count(*) filter (f.handled and f.csat is not null and f.positive is null) as responses_unclear,
    count(*) filter (f.handled and f.survey_offered) as offered,
    count(*) filter (f.handled and f.survey_offered and f.csat is not null) as answered,
    count(*) filter (f.handled and f.survey_offered is null) as offered_unknown,
    -- 15 knowledge gaps
    count(*) filter (f.handled and f.missing_answer) as gap,
    count(*) filter (f.handled and f.missing_answer is not null) as gap_known,
    -- states
    count(*) filter (f.resolved or f.goal_completed) as state_completed,
    count(*) filter (f.fallbacks >= 1) as state_fallback,
    count(*) filter (f.handed_off) as state_escalated,
    count(*) filter (f.outcome = 'abandoned') as state_abandoned,
    -- section 7
    count(*) filter (f.handled and not f.handed_off and not f.recontacted and f.mature) as contained,
    count(*) filter (f.handled and f.handed_off is not null and f.mature) as contained_known,
    count(*) filter (f.handled and not f.handed_off) as no_human,
    count(*) filter (not f.handed_off) as no_human_open,
    count(*) filter (f.handed_off is not null) as no_human_open_known,
    count(*) filter (f.handled and f.resolved and not f.handed_off) as resolved_not_handed_off,
    count(*) filter (f.handled and f.resolved is not null and not f.handed_off) as not_handed_off_known
from scope s
left join scope_conversation m on m.scope = s.name
left join (
    select fact.*, case when csat >= 0 and csat <= scale then csat >= lowest end as positive
    from fact left join csat_scale on scale = csat_max
) f on f.place = m.place
group by s.name;

-- Adjusted CSAT: one row a stratum.
create table strata as
select m.scope, f.intent, f.outcome, count(*) as handled, count(positive) as responses, count(*) filter (positive) as positive
from scope_conversation m join (
    select fact.*, case when csat >= 0 and csat <= scale then csat >= lowest end as positive
    from fact left join csat_scale on scale = csat_max
) f using (place)
where f.handled
group by all
order by all;

-- 1 engagement: E on the (date, channel) pairs that have exposure; a row without channel covers every channel.
create table engagement_counts as
select s.name as scope,
    (select sum(visitors) from scope_cell c where c.scope = s.name) as visitors,
    count(*) filter (covered) as on_exposure,
    count(*) filter (covered and target) as converted,
    count(*) filter (covered is false) as uncovered
from scope s left join (
    select m.scope,
        exists (from scope_cell c where c.scope = m.scope and c.date = f.date and c.channel in (f.channel, '')) as covered,
        case r.conversion_kind when 'lead' then f.has_lead when 'meeting' then f.has_meeting
            when 'purchase' then f.has_purchase and not f.purchase_open else f.goal_completed end as target
    from scope_conversation m join fact f using (place) cross join rule r
    where f.engaged
) e on e.scope = s.name
group by s.name;

-- 11 and 12: leads.
create table lead_counts as
select s.name as scope,
    count(*) filter (l.bot) as bot,
    count(*) filter (l.bot and l.mature) as mature,
    count(*) filter (l.bot and not l.mature) as young,
    count(*) filter (l.bot and l.mature and l.stage_at is not null) as with_stage,
    count(*) filter (l.bot and l.stage_at is not null) as all_with_stage,
    list((l.stage_at - l.created_at) / 86400e6) filter (l.bot and l.mature and l.stage_at is not null) as days_to_stage,
    count(*) filter (l.bot and l.mature and l.qualified_meeting) as booked,
    count(*) filter (l.bot and l.mature and l.meeting_held_at is not null) as held,
    count(*) filter (l.bot and l.mature and l.qualified_meeting and l.meeting_booked_at <= l.created_at + 7 * 86400000000) as same_week,
    count(*) filter (l.bot and l.mature and l.stage_at is not null and l.qualified_meeting) as staged_booked,
    count(*) filter (l.bot and l.mature and l.won) as mature_won,
    count(*) filter (l.bot and l.mature and l.stage_at is not null and l.won) as staged_won,
    count(*) filter (l.bot and l.mature and l.qualified_meeting and l.won) as booked_won,
    count(*) filter (l.bot and l.mature and l.stage_at is not null and l.qualified_meeting and l.won) as staged_booked_won
from scope s left join scope_lead m on m.scope = s.name left join lead_fact l using (place)
group by s.name;

-- The same counts for the leads of forms, over the whole data: the funnel's baseline.
create table form_counts as
select
    count(*) filter (mature) as mature,
    count(*) filter (mature and stage_at is not null) as with_stage,
    count(*) filter (mature and qualified_meeting) as booked,
    count(*) filter (mature and stage_at is not null and qualified_meeting) as staged_booked,
    count(*) filter (mature and won) as mature_won,
    count(*) filter (mature and stage_at is not null and won) as staged_won,
    count(*) filter (mature and qualified_meeting and won) as booked_won,
    count(*) filter (mature and stage_at is not null and qualified_meeting and won) as staged_booked_won
from lead_fact where form;

-- 14: money under the rules' own model and window. A segment takes the chat touches that lie in it.
create table scope_revenue as
select s.name as scope, v.place, v.person, v.counted, v.pending, v.amount, v.gross_profit,
    coalesce(sum(c.credit), 0) as credit, coalesce(bool_or(c.is_first), false) as is_first, count(c.conversation) > 0 as any_chat
from scope s
join revenue v on (v.counted or v.pending) and s.intent is null and (s.first is null or v.date between s.first and s.last)
cross join rule r
left join (
    select c.*, t.dimension, t.value from credit c join conversation_value t on t.place = c.conversation
) c on c.revenue = v.place and c.model = r.attribution_model and c.days = r.window_days and c.dimension = s.dimension and c.value = s.value
group by all;

create table person_money as
select m.scope, m.person,
    sum(amount * credit) filter (counted) as attributed,
    sum(amount) filter (counted and any_chat) as influenced,
    sum(amount) filter (counted and is_first) as sourced,
    sum(gross_profit * credit) filter (counted) as gross_profit,
    sum(gross_profit * case r.roi_basis when 'attributed' then credit when 'sourced' then is_first::int
        else case when is_first then 1 when any_chat then r.assisted_share else 0 end end) filter (counted) as basis_profit,
    sum(amount * credit) filter (pending) as pipeline,
    count(*) filter (counted) as rows_counted,
    m.person in (select f.person from scope_conversation c join fact f using (place) where c.scope = m.scope and f.handled) as has_handled
from scope_revenue m cross join rule r
group by all;

create table handled_persons as
select s.name as scope, count(distinct f.person) as persons
from scope s left join scope_conversation m on m.scope = s.name left join fact f on f.place = m.place and f.handled
group by s.name;
