-- What each conversation and lead is called in every dimension.

create table conversation_value as
select place, unnest([
    {dimension: 'all', value: ''}, {dimension: 'intent', value: intent}, {dimension: 'channel', value: channel},
    {dimension: 'flow', value: f.flow}, {dimension: 'outcome', value: outcome}, {dimension: 'handoff', value: coalesce(handoff, '')},
    {dimension: 'source', value: source}, {dimension: 'page', value: page},
    {dimension: 'board', value: case when w.kind in ('support', 'faq') then 'support' else 'lead' end}], recursive := true)
from fact f join flow w using (flow);

-- A lead has the dimensions of its conversation; one without a conversation has empty ones.
create table lead_value as
select l.place, v.dimension, v.value
from lead_fact l join conversation_value v on v.place = l.belongs_to
union all
select l.place, d.dimension, coalesce(case when d.dimension = 'board' then b.board end, '')
from lead_fact l
cross join (values ('all'), ('intent'), ('channel'), ('flow'), ('outcome'), ('handoff'), ('source'), ('page'), ('board')) d(dimension)
left join (select case when kind in ('support', 'faq') then 'support' else 'lead' end as board from flow where flow = '') b on true
where l.belongs_to is null;
