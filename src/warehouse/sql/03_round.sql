-- Each label takes the smallest one that any of its keys is tied to, then that one's own, twice.
{{create bw_hook_{{round}}}}
select a.label, min(b.label) as smaller
from bw_edge e join {{before}} a on a.node = e.a join {{before}} b on b.node = e.b
where b.label < a.label
group by a.label;

{{create bw_near_{{round}}}}
select l.node, coalesce(h.smaller, l.label) as label from {{before}} l left join bw_hook_{{round}} h on h.label = l.label;

{{create bw_next_{{round}}}}
select n.node, p.label from bw_near_{{round}} n join bw_near_{{round}} p on p.node = n.label;

{{create bw_label_{{round}}}}
select n.node, p.label from bw_next_{{round}} n join bw_next_{{round}} p on p.node = n.label;

