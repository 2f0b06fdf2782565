"""The scorecard of METRICS section 11, read from METRICS alone: a second opinion on the engine's numbers.

    python reference.py FILE... [--rules rules.json] > scorecard.json

`read.py` reads, `fold.py` makes records and persons, the .sql files count, `metrics.py`, `change.py` and `intervals.py` judge.
"""

import argparse
import json
from datetime import date, datetime, timedelta, timezone

from change import Periods, change
from facts import DAY, EPOCH, Facts, MICROSECOND
from fold import World
from intervals import median
from metrics import DIMENSIONS, Metrics, Scope
from read import load, micros
from rules import load_rules

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def day_start(facts, day):
    """The instant at which a local date begins."""
    local = datetime(day.year, day.month, day.day, tzinfo=facts.zone)
    return micros(local.astimezone(timezone.utc))


def weeks_of(period, week_start):
    """(name, first, last, complete) of every week that the period touches."""
    first, last = period
    if first is None:
        return []
    start = first - timedelta(days=(first.weekday() - WEEKDAYS.index(week_start)) % 7)
    weeks = []
    while start <= last:
        end = start + timedelta(days=6)
        year, week, _ = (start + timedelta(days=3)).isocalendar()
        weeks.append((f"{year}-W{week:02}", start, end, first <= start and end <= last))
        start += timedelta(days=7)
    return weeks


def utc_text(moment):
    if moment is None:
        return None
    return (EPOCH + moment * MICROSECOND).isoformat().replace("+00:00", "Z")


def paths(facts, world):
    """Steps reached per flow, in order of the median rank among a conversation's own steps."""
    flows = {}
    for record in world.conversations.values():
        for rank, name in enumerate(record.get("_steps", []), 1):
            flows.setdefault(record.get("flow", ""), {}).setdefault(name, []).append(rank)
    return {flow: [{"step": name, "reached": len(ranks)}
                   for name, ranks in sorted(steps.items(), key=lambda item: (median(item[1]), item[0]))]
            for flow, steps in sorted(flows.items())}


def baseline(facts):
    """What the data says about people and forms, and over how many rows."""
    row = facts.rows("""
        select count(*) filter (positive) as positive, count(positive) as responses,
            list((first_reply_at - created_at) / 1e6) filter (first_reply_at is not null) as seconds
        from (select t.*, case when csat >= 0 and csat <= scale then csat >= lowest end as positive
              from ticket t join intent_rule i using (intent_key) left join csat_scale on scale = csat_max
              where i.eligible and t.agent is distinct from false)""")[0]
    form = facts.rows("""select count(*) filter (mature) as mature, count(*) filter (mature and stage_at is not null) as staged,
        count(*) filter (mature and qualified_meeting) as booked from lead_fact where form""")[0]
    found = {"human_csat": row["positive"] / row["responses"] if row["responses"] else None,
             "human_first_answer_s": median(row["seconds"] or []),
             "form_lead_quality": form["staged"] / form["mature"] if form["mature"] else None,
             "form_booking": form["booked"] / form["mature"] if form["mature"] else None}
    rows = {"rated": row["responses"], "answered": len(row["seconds"] or []), "form_leads": form["mature"]}
    return {"baseline": found} | ({"baseline_rows": rows} if any(rows.values()) else {})


def maturity_of(facts, horizon):
    """For each metric with pending: the microseconds it waits, and its table's horizon."""
    waiting = round(facts.rules["maturity_days"] * DAY), horizon[1]
    found = {"lead_quality_rate": waiting, "qualified_booking_rate": waiting}
    if facts.conversion_kind == "purchase":
        found["conversion_rate"] = round(facts.rules["attribution"]["window_days"] * DAY), horizon[2]
    return found


def scorecard(paths_of_files, rules_path=None):
    rules = load_rules(rules_path)
    zone_name = rules["time_zone"] or "UTC"
    files, tables = load(paths_of_files, zone_name)
    world = World(tables, rules)
    facts = Facts(world, rules, zone_name)
    facts.day_start = lambda day: day_start(facts, day)
    facts.run("values.sql")
    period = facts.db.execute("from period").fetchone()
    horizon = facts.db.execute("from horizon").fetchone()
    weeks = weeks_of(period, rules["week_start"])
    kinds = dict(facts.db.execute("select flow, kind from flow order by flow").fetchall())
    boards = {"support": [f for f, kind in kinds.items() if kind in ("support", "faq")],
              "lead": [f for f, kind in kinds.items() if kind not in ("support", "faq")]}
    boards = {name: flows for name, flows in boards.items() if flows}
    intents = sorted({row[0] for row in facts.db.execute("select intent from fact").fetchall()} | {""})
    periods = Periods([week[1:] for week in weeks], facts, maturity_of(facts, horizon))
    blends = [("all", ""), *(("board", name) for name in boards)]
    values = {dimension: [row[0] for row in facts.db.execute(f"""
        select distinct value from conversation_value where dimension = '{dimension}'
        union select '' from lead_fact where bot and belongs_to is null order by value""").fetchall()] for dimension in DIMENSIONS}
    scopes = [Scope(*blend) for blend in blends]
    scopes += [Scope(*blend, first, last) for blend in blends for _, first, last, _ in weeks]
    scopes += [Scope(dimension, value) for dimension, found in values.items() for value in found]
    scopes += [scope for blend in blends for scope in periods.scopes(*blend, intents)]
    metrics = Metrics(facts, scopes)
    whole = Scope()
    counts = metrics.counts[whole.name]

    def weekly(blend):
        return [{"week": name, "from": first.isoformat(), "complete": complete, "metrics": metrics.evaluate(Scope(*blend, first, last))}
                for name, first, last, complete in weeks]

    def board(name):
        scope = Scope("board", name)
        return {"flows": boards[name], "metrics": metrics.evaluate(scope), "weekly": weekly(("board", name)),
                "change": change(metrics, periods, "board", name, intents), "roi": metrics.roi(scope), "funnel": metrics.funnel(scope)}

    attribution = facts.rows("from attribution")
    for line in attribution:
        if not metrics.has_revenue:
            line.update(attributed=None, influenced=None, sourced=None, conversions=None)
    one = facts.one
    return {
        "schema": 1,
        "rules": {"derived": {"time_zone": zone_name, "currency": None if rules["currency"] else facts.currency,
                              "conversion_kind": None if rules["conversion_kind"] else facts.conversion_kind,
                              "flow_kind": {f: k for f, k in kinds.items() if f not in rules["flow_kind"]},
                              **baseline(facts)}},
        "files": files,
        "period": {"from": period[0] and period[0].isoformat(), "to": period[1] and period[1].isoformat(), "time_zone": zone_name,
                   "horizon": utc_text(horizon[0])},
        "counts": {"opened": counts["opened"], "engaged": counts["engaged"], "handled": counts["handled"], "test": len(world.tests),
                   "persons": world.persons.count(), "leads": one("select count(*) from lead"),
                   "bot_leads": one("select count(*) from lead_fact where bot"), "revenue_rows": one("select count(*) from revenue"),
                   "tickets": one("select count(*) from ticket")},
        "metrics": metrics.evaluate(whole),
        "definitions": metrics.definitions(whole),
        "funnel": metrics.funnel(whole),
        "attribution": attribution,
        "roi": metrics.roi(whole),
        "segments": {dimension: {value: metrics.evaluate(Scope(dimension, value)) for value in found} for dimension, found in values.items()},
        "boards": {name: board(name) for name in boards},
        "paths": paths(facts, world),
        "states": {"opened": counts["opened"], "engaged": counts["engaged"], "completed": counts["state_completed"],
                   "fallback": counts["state_fallback"], "escalated": counts["state_escalated"], "abandoned": counts["state_abandoned"]},
        "weekly": weekly(("all", "")),
        "change": change(metrics, periods, "all", "", intents),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rules")
    options = parser.parse_args()
    print(json.dumps(scorecard(options.files, options.rules), indent=2, ensure_ascii=False, default=date.isoformat))


if __name__ == "__main__":
    main()
