"""Times DuckDB on the equivalent of a scorecard: the same rows, loaded before the clock starts.

    python duckdb_score.py FOLDER
    python duckdb_score.py --sql        the statements as JSON, for a DuckDB that runs elsewhere

What it computes: facts of each conversation (outcome, recontact, maturity, lead links), the fifteen metrics with their
counts and medians in all, by seven dimensions, by week, by board and by board and week, the nine definitions, adjusted
CSAT's strata, the change's split by intent, and revenue under five models and three windows with persons' sums. Persons
are joined by user id, the only key that these rows have, which spares DuckDB the union of keys; intervals and tests are
left out on its side. Then its counts, medians and revenue are held against the scorecard beside the rows; it fails where any
differs.
"""

import json
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
  cast(date_trunc('week', l.created_at) as date) as week from lead_fact l left join fact f on l.conversation = f.conversation_id
  where l.origin = 'chat' or (l.origin is null and l.conversation is not null);
"""

METRICS = """
  count(*) as opened, count(*) filter (engaged) as engaged, count(*) filter (handled) as handled,
  count(*) filter (engaged and covered) as covered, count(*) filter (engaged and goal_completed) as goal,
  count(*) filter (engaged and eligible) as eligible, count(*) filter (handled and eligible and resolved) as deflected,
  count(*) filter (engaged and eligible and mature) as eligible_mature,
  count(*) filter (handled and eligible and resolved and mature and not recontacted) as durable,
  count(*) filter (handled and resolved) as resolved, count(*) filter (handled and resolved and resolution = 'confirmed') as confirmed,
  count(*) filter (handled and fallbacks >= 1) as fallback, sum(fallbacks) filter (handled) as fallbacks,
  sum(bot_turns) filter (handled) as bot_turns, sum(fallbacks * fallbacks) filter (handled), sum(bot_turns * bot_turns) filter (handled),
  sum(fallbacks * bot_turns) filter (handled), count(*) filter (handled and handed_off) as handed_off,
  median(user_turns) filter (handled and outcome in ('completed', 'escalated')) as user_turns,
  median(epoch(ended_at - started_at)) filter (handled and outcome in ('completed', 'escalated')) as seconds,
  median(try_cast(first_useful_s as double)) filter (handled) as first_useful, count(*) filter (handled and first_useful_s = 'never') as never,
  count(*) filter (engaged and has_lead) as with_lead, count(*) filter (handled and csat >= 4) as positive, count(csat) filter (handled) as responses,
  count(*) filter (handled and survey_offered) as offered, count(csat) filter (handled and survey_offered) as answered,
  count(*) filter (handled and missing_answer) as gap, count(distinct user_id) filter (handled) as persons,
  count(*) filter (handled and not handed_off and not recontacted and mature) as contained, count(*) filter (not handed_off) as no_human
"""

LEADS = """count(*) filter (mature) as mature, count(*) filter (mature and mql_at is not null) as staged,
  count(*) filter (mature and meeting_booked_at is not null and mql_at is not null) as booked,
  count(*) filter (mql_at is not null) as all_staged, median(epoch(mql_at - created_at)) filter (mature) as seconds_to_stage"""

GROUPS = "grouping sets ((), (intent), (channel), (flow), (outcome), (handoff), (source), (page), (week), (board), (board, week))"
KEYS = "intent, channel, flow, outcome, handoff, source, page, week, board"
WHOLE = 2 ** 9 - 1


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
    create or replace table credited_{window} as
      select intent, channel, source, board, sum(amount * last) as last, sum(amount * first) as first, sum(amount * linear) as linear,
      sum(amount * position) as position, sum(amount * decay) as time_decay, count(distinct order_id) as conversions from credit group by grouping sets ((), (intent), (channel), (source), (board));
    select count(*), sum(y), sum(y * y) from (select user_id, sum(amount * last) as y from credit group by user_id);
    """


METRICS_QUERY = f"select grouping({KEYS}) = {WHOLE} as whole, {KEYS}, {METRICS} from fact group by {GROUPS}"
LEADS_QUERY = f"select grouping({KEYS}) = {WHOLE} as whole, {KEYS}, {LEADS} from lead_place group by {GROUPS}"
STRATA = "intent, outcome, count(*) filter (handled), count(csat) filter (handled), count(*) filter (handled and csat >= 4)"
STRATA_QUERY = f"select week, {STRATA} from fact group by grouping sets ((intent, outcome), (week, intent, outcome))"
WINDOWS = (7, 30, 90)


def of(db, query):
    """Rows of a query as dicts."""
    found = db.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row)) for row in found.fetchall()]


def disagreements(db, metrics, leads, card):
    """(what, DuckDB's number, ours) where the two do not agree."""
    sides = []

    def hold(what, theirs, ours):
        theirs, ours = theirs or 0, ours or 0
        if abs(theirs - ours) > 1e-9 * max(abs(theirs), abs(ours), 1):
            sides.append((what, theirs, ours))

    def hold_rates(where, row, printed):
        deflection, first, length = printed["deflection_rate"], printed["first_useful_answer"], printed["session_length"]
        for name, theirs, ours in [
            ("handled", row["handled"], printed["resolution_rate"]["denominator"]),
            ("goal", row["goal"], printed["goal_completion_rate"]["numerator"]),
            ("deflected", row["deflected"], deflection["numerator"]), ("eligible", row["eligible"], deflection["denominator"]),
            ("durable", row["durable"], deflection["parts"]["durable"]["numerator"]),
            ("mature", row["eligible_mature"], deflection["parts"]["durable"]["denominator"]),
            ("confirmed", row["confirmed"], printed["resolution_rate"]["parts"]["confirmed"]["numerator"]),
            ("fallback", row["fallback"], printed["fallback_rate"]["numerator"]),
            ("fallbacks a turn", row["bot_turns"] and row["fallbacks"] / row["bot_turns"], printed["fallback_rate"]["parts"]["turns"]["value"]),
            ("handed off", row["handed_off"], printed["handoff_rate"]["numerator"]),
            ("user turns", row["user_turns"], length["value"]), ("seconds", row["seconds"], length["parts"]["duration_s"]["value"]),
            ("first useful", row["first_useful"], first["value"]), ("never", row["never"], first["parts"]["never_answered"]["numerator"]),
            ("with a lead", row["with_lead"], printed["conversion_rate"]["parts"]["chat_to_lead"]["numerator"]),
            ("positive", row["positive"], printed["csat"]["numerator"]), ("responses", row["responses"], printed["csat"]["denominator"]),
            ("answered", row["answered"], printed["csat"]["parts"]["response_rate"]["numerator"]),
            ("gap", row["gap"], printed["knowledge_gap_rate"]["numerator"]),
        ]:
            hold(f"{where} {name}", theirs, ours)

    names = KEYS.split(", ")
    for row in metrics:
        keys = {name: row[name] for name in names if row[name] is not None}
        if row["whole"]:
            hold_rates("all", row, card["metrics"])
            hold("all covered", row["covered"], card["metrics"]["engagement_rate"]["numerator"])
            hold("all contained", row["contained"], card["definitions"]["contained_no_recontact"]["numerator"])
            hold("all no human", row["no_human"], card["definitions"]["no_human_all_opens"]["numerator"])
        elif list(keys) == ["board"]:
            hold_rates(f"board {row['board']}", row, card["boards"][row["board"]]["metrics"])
        elif list(keys) == ["week"]:
            week = next(week for week in card["weekly"] if week["from"] == str(row["week"]))
            hold_rates(f"week {row['week']}", row, week["metrics"])
        elif len(keys) == 1:
            (name, value), = keys.items()
            hold_rates(f"{name} {value}", row, card["segments"][name][value])
    for row in leads:
        if row["whole"]:
            quality, booking = card["metrics"]["lead_quality_rate"], card["metrics"]["qualified_booking_rate"]
            hold("mature leads", row["mature"], quality["denominator"])
            hold("leads with the stage", row["staged"], quality["numerator"])
            hold("days to the stage", row["seconds_to_stage"] / 86400, quality["parts"]["days_to_stage"]["value"])
            hold("booked", row["booked"], booking["numerator"])
    for line in card["attribution"]:
        model, days = line["model"], line["window_days"]
        row, = of(db, f"from credited_{days} where intent is null and channel is null and source is null and board is null")
        hold(f"{model} over {days} days", row[model], line["attributed"])
        hold(f"conversions over {days} days", row["conversions"], line["conversions"])
    return sides


def main():
    if sys.argv[1] == "--sql":
        print(json.dumps([FACTS, METRICS_QUERY, LEADS_QUERY, STRATA_QUERY, *map(attribution, WINDOWS)]))
        return
    folder = Path(sys.argv[1])
    db = duckdb.connect()
    for table in ("conversations", "leads", "revenue", "exposure"):
        db.execute(f"create table {table} as from read_csv('{folder / table}.csv', header = true)")
    metrics = leads = []
    for _ in range(3):
        started = time.perf_counter()
        db.execute(FACTS)
        metrics = of(db, METRICS_QUERY)
        leads = of(db, LEADS_QUERY)
        db.execute(STRATA_QUERY).fetchall()
        for window in WINDOWS:
            db.execute(attribution(window)).fetchall()
        print(f"duckdb_seconds {time.perf_counter() - started:.3f}")
    found = disagreements(db, metrics, leads, json.loads((folder / "scorecard.json").read_text()))
    for what, theirs, ours in found[:20]:
        print(f"{what}: DuckDB {theirs}, Botworth {ours}")
    print(f"numbers that differ from DuckDB's: {len(found)}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
