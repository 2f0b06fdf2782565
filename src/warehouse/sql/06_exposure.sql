-- == Visitors by date, channel, page and flow.
{{create bw_exposed}}
select day, channel, page, flow, case when count(eligible_visitors) > 0 then sum(eligible_visitors) else sum(impressions) end as visitors
from (
    select day, {{alias channel}} as channel, {{alias page}} as page, {{alias flow}} as flow, impressions, eligible_visitors
    from bw_in_exposure where day is not null
    union all
    select bw_day(moment), {{alias channel}}, {{alias page}}, {{alias flow}}, 1, null from bw_event where event = 'chat_impression') e
group by day, channel, page, flow
having count(eligible_visitors) > 0 or count(impressions) > 0;
