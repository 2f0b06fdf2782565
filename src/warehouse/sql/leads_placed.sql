(select {{place c}}, l.day as own_day, {{alias l.source}} as own_source, l.origin, l.is_bot, l.chat is not null as has_chat, l.mature as own_mature,
        l.mql_at is not null as mql, l.sql_at is not null as sql, l.meeting_booked_at is not null as booked,
        l.meeting_booked_at - l.created_at <= 604800000000 as booked_soon, l.meeting_held_at is not null as held, l.meeting_qualified, l.won,
        case when l.is_bot and l.mature then bw_bin(cast(l.stage_at - l.created_at as {{float}}) / 1000000) end as length
      from bw_lead_fact l left join bw_chat c on c.n = l.chat
      where {{within l.day}})
