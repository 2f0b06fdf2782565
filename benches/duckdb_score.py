"""Times DuckDB on the equivalent of a scorecard: the same rows, loaded before the clock starts.

    python duckdb_score.py FOLDER

What it computes: facts of each conversation (outcome, recontact, maturity, lead links), the fifteen metrics with their
counts and medians in all, by seven dimensions, by week, by board and by board and week, the nine definitions, adjusted
CSAT's strata, the change's split by intent, and revenue under five models and three windows with persons' sums. Persons
are joined by user id alone, which spares DuckDB the union of keys; intervals and tests are left out on its side.
"""

import sys
import time
from pathlib import Path

import duckdb

FACTS = """
create or replace table horizon as select max(greatest(started_at, ended_at)) as h from conversations;
create or replace table lead_fact as
  select l.*, l.created_at + interval 14 days <= (select max(greatest(created_at, mql_at, meeting_booked_at)) from leads) as mature,
    (select arg_max(c.conversation_id, c.started_at) from conversations c where c.user_id = l.user_id and c.engaged
       and c.started_at <= l.created_at and l.created_at <= c.started_at + interval 24 hours) as conversation
  from leads l;
create or replace table fact as
  with returns as (select user_id, started_at as at from conversations where engaged),
  e as (
    select c.*, cast(started_at as date) as day, cast(date_trunc('week', started_at) as date) as week, handoff <> 'none' as handed_off,
      resolution <> 'none' and handoff = 'none' as resolved, engaged as handled,
      intent in ('order status', 'delivery', 'returns', 'store hours', 'pricing', 'booking') as eligible,
      ended_at + interval 7 days <= (select h from horizon) as mature,
      case when flow in ('quote', 'demo') then 'lead' else 'support' end as board,
      conversation_id in (select conversation from lead_fact where coalesce(origin, 'chat') = 'chat') as has_lead
    from conversations c)
  select e.*, r.at is not null and r.at <= e.ended_at + interval 7 days as recontacted,
    case when not engaged then 'unengaged' when handed_off then 'escalated' when resolved or goal_completed then 'completed' else 'abandoned' end as outcome,
    x.eligible_visitors is not null as covered
  from e asof left join returns r on e.user_id = r.user_id and e.ended_at < r.at
  left join exposure x on x.date = e.day and x.channel = e.channel;
create or replace table lead_place as select l.*, f.intent, f.channel, f.flow, f.outcome, f.handoff, f.source, f.page, f.board,
  cast(date_trunc('week', l.created_at) as date) as week from lead_fact l join fact f on l.conversation = f.conversation_id where coalesce(l.origin, 'chat') = 'chat';
"""

METRICS = """
  count(*), count(*) filter (engaged), count(*) filter (handled), count(*) filter (engaged and covered),
  count(*) filter (engaged and goal_completed), count(*) filter (engaged and eligible), count(*) filter (handled and eligible and resolved),
  count(*) filter (engaged and eligible and mature), count(*) filter (handled and eligible and resolved and mature and not recontacted),
  count(*) filter (handled and resolved), count(*) filter (handled and resolved and resolution = 'confirmed'),
  count(*) filter (handled and fallbacks >= 1), sum(fallbacks) filter (handled), sum(bot_turns) filter (handled),
  sum(fallbacks * fallbacks) filter (handled), sum(bot_turns * bot_turns) filter (handled), sum(fallbacks * bot_turns) filter (handled),
  count(*) filter (handled and handed_off), median(user_turns) filter (handled and outcome in ('completed', 'escalated')),
  median(epoch(ended_at - started_at)) filter (handled and outcome in ('completed', 'escalated')),
  median(try_cast(first_useful_s as double)) filter (handled), count(*) filter (handled and first_useful_s = 'never'),
  count(*) filter (engaged and has_lead), count(*) filter (handled and csat >= 4), count(csat) filter (handled),
  count(*) filter (handled and survey_offered), count(csat) filter (handled and survey_offered), count(*) filter (handled and missing_answer),
  count(distinct user_id) filter (handled), count(*) filter (handled and not handed_off and not recontacted and mature), count(*) filter (not handed_off)
"""

LEADS = """count(*) filter (mature), count(*) filter (mature and mql_at is not null), count(*) filter (mature and meeting_booked_at is not null and mql_at is not null),
  count(*) filter (mql_at is not null), median(epoch(mql_at - created_at)) filter (mature)"""

GROUPS = "grouping sets ((), (intent), (channel), (flow), (outcome), (handoff), (source), (page), (week), (board), (board, week))"
KEYS = "intent, channel, flow, outcome, handoff, source, page, week, board"


def attribution(window):
    return f"""
    create or replace table journey as
      select o.order_id, o.amount, o.user_id, f.intent, f.channel, f.source, f.board, o.at,
        row_number() over w as n, count(*) over (partition by o.order_id) as of, epoch(o.at - f.started_at) / 86400 as age
      from revenue o join fact f on f.user_id = o.user_id and f.handled and f.started_at <= o.at and f.started_at >= o.at - interval {window} days
      where o.status in ('won', 'paid') and o.amount > 0
      window w as (partition by o.order_id order by f.started_at);
    create or replace table credit as
      select *, cast(n = of as double) as last, cast(n = 1 as double) as first, 1.0 / of as linear,
        case when of = 1 then 1 when of = 2 then 0.5 when n in (1, of) then 0.4 else 0.2 / (of - 2) end as position,
        pow(2, -age / 7) / sum(pow(2, -age / 7)) over (partition by order_id) as decay from journey;
    select intent, channel, source, board, sum(amount * last), sum(amount * first), sum(amount * linear), sum(amount * position), sum(amount * decay),
      count(distinct order_id) from credit group by grouping sets ((), (intent), (channel), (source), (board));
    select count(*), sum(y), sum(y * y) from (select user_id, sum(amount * last) as y from credit group by user_id);
    """


def main():
    folder = Path(sys.argv[1])
    db = duckdb.connect()
    for table in ("conversations", "leads", "revenue", "exposure"):
        db.execute(f"create table {table} as from read_csv('{folder / table}.csv', header = true)")
    for _ in range(3):
        started = time.perf_counter()
        db.execute(FACTS)
        db.execute(f"select {KEYS}, {METRICS} from fact group by {GROUPS}").fetchall()
        db.execute(f"select {KEYS}, {LEADS} from lead_place group by {GROUPS}").fetchall()
        strata = "intent, outcome, count(*) filter (handled), count(csat) filter (handled), count(*) filter (handled and csat >= 4)"
        db.execute(f"select week, {strata} from fact group by grouping sets ((intent, outcome), (week, intent, outcome))").fetchall()
        for window in (7, 30, 90):
            db.execute(attribution(window)).fetchall()
        print(f"duckdb_seconds {time.perf_counter() - started:.3f}")


if __name__ == "__main__":
    main()
