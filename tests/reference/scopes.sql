-- Which rows belong to which scope. A scope is a dimension's value, a range of local dates and perhaps an intent; null is no limit.

create table scope_conversation as
select s.name as scope, f.place
from scope s join conversation_value v using (dimension, value) join fact f using (place)
where (s.first is null or f.date between s.first and s.last) and (s.intent is null or f.intent = s.intent);

create table scope_lead as
select s.name as scope, l.place
from scope s join lead_value v using (dimension, value) join lead_fact l using (place) left join fact f on f.place = l.belongs_to
where (s.first is null or l.date between s.first and s.last) and (s.intent is null or coalesce(f.intent, '') = s.intent);

-- Exposure: a cell is a date, channel, page and flow; eligible visitors if any row of it gives them, else impressions.
create table cell as
select date, channel, page, flow, coalesce(sum(eligible_visitors), sum(impressions)) as visitors
from exposure cross join period p
where date between p.first and p.last
group by all
having visitors is not null;

create table scope_cell as
select s.name as scope, c.date, c.channel, c.visitors
from scope s join cell c on (s.first is null or c.date between s.first and s.last) and s.intent is null and (
    s.dimension = 'all'
    or s.dimension = 'channel' and c.channel = s.value
    or s.dimension = 'page' and c.page = s.value
    or s.dimension = 'flow' and c.flow in (s.value, '')
    or s.dimension = 'board' and (c.flow = '' or c.flow in (
        select flow from flow where case when kind in ('support', 'faq') then 'support' else 'lead' end = s.value)));
