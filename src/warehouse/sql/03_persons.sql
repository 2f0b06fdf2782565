-- == Persons: rows that share a conversation, a user id, an anonymous id, an email or a phone, through others too.
-- Every row with its keys. A row without any is a person of its own, or that of the event which made it.
{{create bw_keyed}}
select 'c' || cast(n as {{words}}) as row_id, conversation_id as k1, user_id as k2, anonymous_id as k3, email as k4, phone as k5, cast(null as {{words}}) as made_by from bw_row_conversation
union all
select 'e' || cast(n as {{words}}), conversation_id, user_id, anonymous_id, email, phone, null from bw_event
union all
select 'l' || cast(n as {{words}}), conversation_id, user_id, anonymous_id, email, phone, 'e' || cast(event_n as {{words}}) from bw_lead
union all
select 'r' || cast(n as {{words}}), conversation_id, user_id, anonymous_id, email, phone, 'e' || cast(event_n as {{words}}) from bw_order
union all
select 't' || cast(n as {{words}}), conversation_id, user_id, anonymous_id, email, phone, 'e' || cast(event_n as {{words}}) from bw_ticket
union all
select 'm' || cast(n as {{words}}), null, user_id, anonymous_id, email, phone, null from bw_touch;

{{create bw_key}}
select row_id, 1 as kind, k1 as key, k2 as user_id from bw_keyed where k1 is not null
union all
select row_id, 2, k2, k2 from bw_keyed where k2 is not null
union all
select row_id, 3, k3, k2 from bw_keyed where k3 is not null
union all
select row_id, 4, k4, k2 from bw_keyed where k4 is not null
union all
select row_id, 5, k5, k2 from bw_keyed where k5 is not null;

-- A key whose own rows carry more than 50 user ids is a hub, such as a shared mailbox: it ties nobody.
{{create bw_hub}}
select kind, key from bw_key where kind <> 2 group by kind, key having count(distinct user_id) > 50;

{{create bw_tying}}
select distinct k.kind, k.key from bw_key k left join bw_hub h on h.kind = k.kind and h.key = k.key where h.key is null;

{{create bw_node}}
select kind, key, n as node from {{numbered bw_tying by kind, key}} t;

{{create bw_tie}}
select k.row_id, k.kind, d.node from bw_key k join bw_node d on d.kind = k.kind and d.key = k.key;

{{create bw_row_node}}
select row_id, min(node) as node from bw_tie group by row_id;

-- All keys of a row hang on one of them.
{{create bw_edge_0}}
select distinct a, b from (
    select t.node as a, r.node as b from bw_tie t join bw_row_node r on r.row_id = t.row_id where t.node <> r.node
    union all
    select r.node, t.node from bw_tie t join bw_row_node r on r.row_id = t.row_id where t.node <> r.node) e;

{{rounds}}
-- No tie may be left by now.
{{create bw_check_persons}}
select bw_fail(count(*) > 0, 'Persons hang on longer chains of keys than were followed. Write the program again with more --rounds.') as answer
from {{last_edge}};

-- Each key with the label that the rounds gave it, one after the other.
{{create bw_label}}
{{labels}};

{{create bw_person}}
select k.row_id, coalesce('k' || cast(l.label as {{words}}), k.made_by, k.row_id) as person
from bw_keyed k
left join bw_row_node r on r.row_id = k.row_id
left join bw_label l on l.node = r.node;
