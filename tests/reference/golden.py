"""METRICS' own examples as files, and METRICS' own numbers to hold a scorecard against (sections 7 and 8).

    python golden.py DIR            writes the files of every example
"""

import csv
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

START = datetime(2026, 4, 1, tzinfo=timezone.utc)


def write_csv(path, rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def fixture(folder):
    """2,000 engaged and 400 unengaged conversations over April: nine answers to one question, and savings."""
    cells = [("yes", [("confirmed", "none", 180), ("assumed", "none", 360), ("none", "none", 210), ("none", "accepted", 450)]),
             ("no", [("assumed", "none", 120), ("none", "none", 180), ("none", "accepted", 500)])]
    rows, tickets = [], []
    recontacts = {"yes": 70, "no": 20}
    for eligible, outcomes in cells:
        for resolution, handoff, count in outcomes:
            for _ in range(count):
                number = len(rows)
                start = START + timedelta(minutes=14 * number)
                rows.append({"conversation_id": f"c{number}", "started_at": stamp(start), "ended_at": stamp(start + timedelta(minutes=5)),
                             "user_id": f"u{number}", "engaged": "true", "eligible": eligible, "resolution": resolution, "handoff": handoff})
                if resolution != "none" and recontacts[eligible]:
                    recontacts[eligible] -= 1
                    tickets.append({"ticket_id": f"t{number}", "created_at": stamp(start + timedelta(days=2)), "user_id": f"u{number}"})
    for number in range(400):
        start = START + timedelta(hours=1.79 * number)
        rows.append({"conversation_id": f"o{number}", "started_at": stamp(start), "engaged": "false", "resolution": "none", "handoff": "none"})
    write_csv(folder / "conversations.csv", rows)
    write_csv(folder / "tickets.csv", tickets)
    return {"manual_cost_per_conversation": 4.5, "cost": {"ai_per_conversation": 0.15, "platform_monthly": 99}}


def visits(folder):
    """4,000 visits, 480 engaged, 144 leads, 43 SQL, 9 won x $2,000 against $1,200."""
    rows, leads, revenue = [], [], []
    for number in range(480):
        start = START + timedelta(minutes=89 * number)
        rows.append({"conversation_id": f"c{number}", "started_at": stamp(start), "user_id": f"u{number}", "channel": "web", "flow": "quote"})
        if number < 144:
            leads.append({"lead_id": f"l{number}", "created_at": stamp(start + timedelta(minutes=3)), "origin": "chat",
                          "conversation_id": f"c{number}", "sql_at": stamp(start + timedelta(days=3)) if number < 43 else ""})
        if number < 9:
            revenue.append({"order_id": f"r{number}", "at": stamp(start + timedelta(days=20)), "amount": "2000", "currency": "USD",
                            "user_id": f"u{number}", "status": "won"})
    leads.append({"lead_id": "form", "created_at": stamp(START + timedelta(days=40)), "origin": "form"})
    days = [START + timedelta(days=number) for number in range(30)]
    exposure = [{"date": day.date().isoformat(), "channel": "web", "eligible_visitors": 134 if place < 10 else 133}
                for place, day in enumerate(days)]
    write_csv(folder / "conversations.csv", rows)
    write_csv(folder / "leads.csv", leads)
    write_csv(folder / "revenue.csv", revenue)
    write_csv(folder / "exposure.csv", exposure)
    return {"cost": {"platform_monthly": 1200}}


def two_weeks(folder):
    """125 of 277 resolved one week, 138 of 277 the next."""
    rows = []
    for week, resolved in enumerate([125, 138]):
        for number in range(277):
            start = datetime(2026, 4, 6, tzinfo=timezone.utc) + timedelta(days=7 * week, minutes=36 * number)
            rows.append({"conversation_id": f"{week}-{number}", "started_at": stamp(start), "intent": "returns", "handoff": "none",
                         "resolution": "assumed" if number < resolved else "none"})
    write_csv(folder / "conversations.csv", rows)
    return {}


def survey_mix(folder):
    """The same conversations, other people answering: raw CSAT falls, adjusted CSAT rises."""
    rows = []
    for week, answers in enumerate([[("FAQ", 140, 80, 74), ("refund", 60, 20, 11)], [("FAQ", 140, 40, 37), ("refund", 60, 60, 35)]]):
        place = 0
        for intent, handled, responses, positive in answers:
            for number in range(handled):
                start = datetime(2026, 4, 6, tzinfo=timezone.utc) + timedelta(days=7 * week, minutes=50 * place)
                place += 1
                answered = number < responses
                rows.append({"conversation_id": f"{week}-{place}", "started_at": stamp(start), "intent": intent, "resolution": "assumed",
                             "handoff": "none", "csat": (5 if number < positive else 2) if answered else "", "csat_max": 5 if answered else ""})
    write_csv(folder / "conversations.csv", rows)
    return {}


def percent(value, digits=1):
    return None if value is None else round(value * 100, digits)


def both(interval):
    return [percent(end) for end in interval]


def check_fixture(card):
    names = ["confirmed_only", "resolved_eligible_over_all", "resolved_over_involved", "durable_eligible", "deflection",
             "contained_no_recontact", "no_human", "no_human_all_opens", "resolved_over_not_handed_off"]
    deflection = card["metrics"]["deflection_rate"]
    return [
        ("nine definitions", [percent(card["definitions"][name]["value"]) for name in names], [9.0, 27.0, 33.0, 39.2, 45.0, 48.0, 52.5, 60.4, 62.9]),
        ("540 / 1200", [deflection["numerator"], deflection["denominator"]], [540, 1200]),
        ("Wilson of 540 / 1200", both(deflection["interval"]), [42.2, 47.8]),
        ("period", [card["period"]["from"], card["period"]["to"]], ["2026-04-01", "2026-04-30"]),
        ("savings", round(card["roi"]["savings"], 6), 2250),
        ("recontacts", card["definitions"]["durable_eligible"]["numerator"], 470),
    ]


def check_visits(card):
    metrics, funnel = card["metrics"], {step["step"]: step for step in card["funnel"]}
    return [
        ("engagement", [metrics["engagement_rate"]["denominator"], percent(metrics["engagement_rate"]["value"])], [4000, 12.0]),
        ("chat to lead", percent(metrics["conversion_rate"]["parts"]["chat_to_lead"]["value"]), 30.0),
        ("43 / 144", percent(metrics["lead_quality_rate"]["value"]), 29.9),
        ("43 / 144 Wilson", both(metrics["lead_quality_rate"]["interval"]), [23.0, 37.8]),
        ("9 / 43", [funnel["won"]["count"], *both(funnel["won"]["interval"])], [9, 11.4, 35.2]),
        ("steps", [step["count"] for step in card["funnel"]], [4000, 480, 144, 43, None, 9]),
        ("revenue", metrics["attributed_revenue"]["value"], 18000),
        ("ROI", [round(card["roi"]["program_cost"], 6), round(card["roi"]["percent"], 6)], [1200, 1400]),
    ]


def check_two_weeks(card):
    change = card["change"]["deflection_rate"]
    return [("+4.7", percent(change["delta"]), 4.7), ("Newcombe", both(change["interval"]), [-3.6, 12.9]), ("verdict", change["verdict"], "noise")]


def check_survey_mix(card):
    csat = [week["metrics"]["csat"] for week in card["weekly"]]
    return [("raw", [percent(week["value"]) for week in csat], [85.0, 72.0]),
            ("adjusted", [percent(week["parts"]["adjusted"]["value"], 2) for week in csat], [81.25, 82.25])]


EXAMPLES = {"fixture": (fixture, check_fixture), "visits": (visits, check_visits), "two_weeks": (two_weeks, check_two_weeks),
            "survey_mix": (survey_mix, check_survey_mix)}


def write(name, folder):
    """The files of an example, its rules last."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rules = EXAMPLES[name][0](folder)
    (folder / "rules.json").write_text(json.dumps(rules))
    return sorted(folder.glob("*.csv")), folder / "rules.json"


def failures(name, card):
    """METRICS' numbers that a scorecard misses, as (what, expected, got)."""
    return [(what, expected, got) for what, got, expected in EXAMPLES[name][1](card) if got != expected]


if __name__ == "__main__":
    for example in EXAMPLES:
        write(example, Path(sys.argv[1]) / example)
