-- Each label takes the smallest one that it is tied to, then that one's own, twice. Ties go on between labels that differ, so each round
-- is smaller than the one before.
{{create bw_hook_{{round}}}}
select a as label, min(b) as smaller from {{before}} where b < a group by a;

{{create bw_near_{{round}}}}
select h.label, coalesce(g.smaller, h.smaller) as smaller from bw_hook_{{round}} h left join bw_hook_{{round}} g on g.label = h.smaller;

{{create bw_map_{{round}}}}
select h.label, coalesce(g.smaller, h.smaller) as smaller from bw_near_{{round}} h left join bw_near_{{round}} g on g.label = h.smaller;

{{create bw_edge_{{round}}}}
select distinct coalesce(m.smaller, e.a) as a, coalesce(k.smaller, e.b) as b
from {{before}} e left join bw_map_{{round}} m on m.label = e.a left join bw_map_{{round}} k on k.label = e.b
where coalesce(m.smaller, e.a) <> coalesce(k.smaller, e.b);

