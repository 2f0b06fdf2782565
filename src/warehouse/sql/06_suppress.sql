-- == Groups of fewer than {{below}}: each is folded into the group above it, with others beside it until none is smaller.
-- A board of too few chats is counted with the larger one.
{{create bw_board}}
select f.board, count(*) as size from bw_chat c join bw_flow f on f.flow = coalesce(c.flow, '') where {{within c.day}} group by f.board;

{{create bw_board_root}}
select board, case when min(size) over () < {{below}} then first_value(board) over (order by size desc, board) else board end as root from bw_board;

{{create bw_check_enough}}
select bw_fail(sum(size) < {{below}}, 'There are fewer chats in all than may be shown. Count more dates, or leave out --suppress.') as answer from bw_board;

{{create bw_chats_seen}}
select c.*, coalesce(b.root, f.board) as root, {{week c.day}} as week, {{hours c}} as hours
from bw_chat c join bw_flow f on f.flow = coalesce(c.flow, '') left join bw_board_root b on b.board = f.board;

{{folds chats}}
{{create bw_chat_shown}}
select c.n, c.slot, c.person, coalesce(t.shown_day, c.day) as day, c.root as board, {{shown chats c}},
    c.engaged, c.bot_involved, c.handled, c.handoff, c.resolution, c.goal_completed, c.eligible, c.fallbacks, c.user_turns, c.bot_turns,
    c.duration_s, c.cost, c.ai_cost, c.found_useful, c.first_useful_s, c.missing_answer, c.csat, c.survey_offered, c.recontacted, c.mature,
    c.has_bot_lead, c.has_meeting, c.purchase, c.outcome
from bw_chats_seen c left join bw_chats_shown t on {{same chats c}};

-- Leads by their own date, and the values of their chats.
{{create bw_lead_root_of}}
select l.*, coalesce(b.root, '') as board
from {{leads_placed}} l left join bw_flow f on l.has_chat and f.flow = coalesce(l.flow, '') left join bw_board_root b on b.board = f.board;

{{create bw_lead_board}}
select board, count(*) as size from bw_lead_root_of group by board;

{{create bw_lead_board_root}}
select board, case when min(size) over () < {{below}} then first_value(board) over (order by size desc, board) else board end as root from bw_lead_board;

{{create bw_leads_seen}}
select l.*, b.root, {{week l.own_day}} as week, {{hours l}} as hours from bw_lead_root_of l join bw_lead_board_root b on b.board = l.board;

{{folds leads}}
{{create bw_lead_shown}}
select case when l.has_chat then t.shown_day end as day, {{shown leads l}}, l.engaged, l.bot_involved, l.handoff, l.resolution, l.goal_completed,
    t.shown_day as own_day, l.origin, l.is_bot, l.has_chat, l.own_mature, l.mql, l.sql, l.booked, l.booked_soon, l.held, l.meeting_qualified, l.won, l.length
from bw_leads_seen l join bw_leads_shown t on {{same leads l}} and t.total >= {{below}};

{{create bw_orders_seen}}
select s.*, s.state as root, {{week s.day}} as week from bw_sale s where {{within s.day}};

{{folds orders}}
{{create bw_sale_shown}}
select t.shown_day as day, s.state, s.amount from bw_orders_seen s join bw_orders_shown t on {{same orders s}} and t.total >= {{below}};

{{create bw_tickets_seen}}
select t.*, 'all' as root, {{week t.day}} as week from bw_ticket_fact t where {{within t.day}};

{{folds tickets}}
{{create bw_ticket_shown}}
select t.shown_day as day, s.agent, s.eligible, s.csat, s.first_reply_s
from bw_tickets_seen s join bw_tickets_shown t on {{same tickets s}} and t.total >= {{below}};

-- Visitors of a folded channel are those of the rest of the date; a date with chats of a folded channel has such a rest.
{{create bw_visitors_seen}}
select e.day, e.channel, e.flow, e.page, e.visitors, f.board, 'all' as root, {{week e.day}} as week
from bw_exposed e left join bw_flow f on f.flow = e.flow
where e.visitors > 0 and {{within e.day}};

{{folds visitors}}
{{create bw_visitors_told}}
select shown_day as day, case when kept >= {{level visitors channel}} then nullif(channel, '') end as channel,
    case when kept >= {{level visitors page}} then nullif(page, '') when kept >= {{level visitors channel}} then '(other)' end as page,
    case when kept >= {{level visitors flow}} then nullif(flow, '') when kept >= {{level visitors board}} and board <> '' then '(other ' || board || ')' end as flow, sum(size) as visitors
from bw_visitors_shown where total >= {{below}}
group by shown_day, case when kept >= {{level visitors channel}} then nullif(channel, '') end,
    case when kept >= {{level visitors page}} then nullif(page, '') when kept >= {{level visitors channel}} then '(other)' end,
    case when kept >= {{level visitors flow}} then nullif(flow, '') when kept >= {{level visitors board}} and board <> '' then '(other ' || board || ')' end;

{{create bw_exposed_shown}}
select day, channel, page, flow, visitors from bw_visitors_told
union all
select distinct t.shown_day, {{nothing}}, {{nothing}}, {{nothing}}, 0 from bw_chats_shown t join bw_visitors_told v on v.day = t.shown_day where t.kept < {{level chats channel}};

-- The job of each flow that is named.
{{create bw_flow_shown}}
select distinct flow, board from (
    select coalesce(flow, '') as flow, board from bw_chat_shown
    union all
    select l.flow, f.board from bw_lead_shown l join bw_flow f on f.flow = l.flow
        left join (select distinct flow from bw_chat_shown) c on c.flow = l.flow where l.has_chat and c.flow is null
    union all
    select '(other support)', 'support' from bw_lead_shown where flow = '(other support)'
    union all
    select '(other lead)', 'lead' from bw_lead_shown where flow = '(other lead)') t;
