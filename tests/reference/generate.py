"""Random canonical data that meets the rules of METRICS, the same for the same seed.

    python generate.py --seed N --out DIR       writes the tables as CSV and NDJSON, and rules.json
"""

import argparse
import csv
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

INTENTS = ["order status", "Order-Status", "order_tracking", "returns", "legal", "complaint", "返品", "クレーム", "pricing basics", "other", "", "chit chat"]
ZONES = ["UTC", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia"]
CHANNELS = ["web", "Web", "messenger", "instagram", ""]
FLOWS = ["support", "faq", "quote", "demo", "booking", ""]
PAGES = ["/", "/pricing", "/contact", ""]
SOURCES = ["google", "Google", "newsletter", ""]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
JUNK = {"time": ["yesterday", "2026-13-01T00:00:00Z", "1999-12-30T00:00:00Z", "2100-01-03T00:00:00Z", "2026-02-30T10:00:00Z"],
        "bool": ["maybe", "2"], "int": ["abc", "-1", "2.5"], "number": ["n/a", "1,234.50", "NaN", "inf"], "word": ["???"]}
KINDS = {"time": ["ended_at", "mql_at", "sql_at", "disqualified_at", "meeting_booked_at", "meeting_held_at", "first_reply_at", "solved_at"],
         "bool": ["engaged", "bot_involved", "missing_answer", "goal_completed", "eligible", "survey_offered", "meeting_qualified", "agent"],
         "int": ["user_turns", "bot_turns", "fallbacks", "impressions", "eligible_visitors"],
         "number": ["duration_s", "first_useful_s", "csat", "csat_max", "cost", "gross_profit", "value"],
         "word": ["resolution", "handoff", "gap_kind", "origin", "status"]}
KIND_OF = {column: kind for kind, columns in KINDS.items() for column in columns}
REQUIRED = {"conversations": ["conversation_id", "started_at"], "events": ["event", "timestamp"], "leads": ["lead_id", "created_at"],
            "revenue": ["order_id", "at", "amount"], "exposure": ["date"], "tickets": ["ticket_id", "created_at"], "touches": ["at"]}
UNTIED = ("exposure", "touches", "events")


class Generator:
    """One seed's data."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.zone_name = self.pick(ZONES)
        self.zone = ZoneInfo(self.zone_name)
        self.start = datetime(*self.pick([(2026, 2, 20), (2025, 9, 20), (2026, 3, 2), (2025, 12, 10)]), tzinfo=timezone.utc)
        self.days = self.pick([20, 45, 75, 110])
        self.size = self.random.randint(200, 420)
        self.rules = self.make_rules()
        self.tables = {name: [] for name in REQUIRED}
        self.people = [self.person(number) for number in range(self.size * 2 // 3)]
        self.ids = 0

    def pick(self, values):
        return self.random.choice(values)

    def chance(self, p):
        return self.random.random() < p

    def number(self, prefix):
        self.ids += 1
        return f"{prefix}{self.ids}"

    def person(self, number):
        keys = {"user_id": f"u{number}", "anonymous_id": f"a{number}", "email": f"p{number}@example.com", "phone": f"+1 555 {number:05}"}
        if self.chance(0.05) and number:
            keys["email"] = f"p{number - 1}@example.com"
        return {name: key for name, key in keys.items() if self.chance(0.6)} or {"user_id": keys["user_id"]}

    def identity(self, person):
        """Some of a person's keys, in some spelling."""
        if self.chance(0.06):
            return {}
        keys = {name: key for name, key in person.items() if self.chance(0.8)}
        if "email" in keys and self.chance(0.3):
            keys["email"] = " " + keys["email"].upper()
        if "phone" in keys and self.chance(0.3):
            keys["phone"] = keys["phone"].replace(" ", "-")
        return keys

    def moment(self):
        return self.start + timedelta(seconds=self.random.randrange(self.days * 86400))

    def edge(self, moment, span):
        """At, just before or just after the end of a window, or anywhere around it."""
        return moment + self.pick([span, span + timedelta(seconds=1), span - timedelta(seconds=1), span * self.random.random(),
                                   span * self.random.random(), span * 1.5])

    def make_rules(self):
        r, pick, chance = self.random, self.pick, self.chance
        rules = {"time_zone": self.zone_name}
        options = {
            "week_start": lambda: pick(["monday", "sunday", "saturday", "wednesday"]),
            "session_gap_minutes": lambda: pick([5, 30, 120]),
            "engaged_min_user_turns": lambda: pick([1, 2, 3]),
            "flow_kind": lambda: {flow: pick(["support", "faq", "lead", "sales", "booking"]) for flow in r.sample(FLOWS[:5], 3)},
            "value_aliases": lambda: pick([
                {"source": {"Google": "google"}, "channel": {"Web": "web"}},
                {"intent": {"chit chat": "delivery window", "other": "delivery window"}, "flow": {"quote": "Quotation"}, "source": {"Google": "google"}},
                {"channel": {"Web": "web", "messenger": "Web"}, "page": {"/contact": "/help"}}]),
            "eligible_intents": lambda: {"order status": True, "Chit  Chat": True, "returns": False, "other": False},
            "goal_per_flow": lambda: {"support": "solved", "quote": "sent", "Quotation": "solved"},
            "conversion_kind": lambda: pick(["lead", "meeting", "purchase", "goal"]),
            "attribution": lambda: {"model": pick(["last", "first", "linear", "position", "time_decay"]),
                                    "window_days": pick([7, 14, 30, 90]), "half_life_days": pick([3.5, 7, 10])},
            "roi_basis": lambda: pick(["attributed", "sourced", "influenced"]),
            "assisted_share": lambda: pick([0, 0.25, 1]),
            "margin": lambda: pick([0.3, 0.55, 1]),
            "currency": lambda: pick(["USD", "EUR"]),
            "fx": lambda: {"EUR": 1.1, "JPY": 0.007, "USD": 0.91},
            "cost": lambda: {key: pick([0, 12.5, 99]) for key in r.sample(
                ["platform_monthly", "ai_per_conversation", "maintenance_hours_monthly", "review_hours_monthly", "hourly_rate", "other_monthly"],
                r.randint(1, 6))},
            "manual_cost_per_conversation": lambda: pick([4.5, 7]),
            "handoff_saving_per_conversation": lambda: pick([0.8, 1.25]),
            "fallback_basis": lambda: pick(["sessions", "turns"]),
            "quality_stage": lambda: pick(["mql", "sql", "either"]),
            "lead_link_hours": lambda: pick([1, 24, 72]),
            "maturity_days": lambda: pick([2, 7, 14]),
            "recontact_days": lambda: pick([1, 3, 7]),
            "csat_positive": lambda: {"5": 4, "10": 8, "3": 3},
            "min_n": lambda: pick([1, 5, 10, 30]),
        }
        for name, make in options.items():
            value = make()
            if chance(0.5):
                rules[name] = value
        return rules

    def rule(self, name, default):
        return self.rules.get(name, default)

    def build(self):
        self.modes = modes = self.pick([("table",), ("events",), ("table", "events"), ("table", "events"), ("table", "events")])
        for number in range(self.size):
            person, start = self.pick(self.people), self.moment()
            if "events" in modes and (len(modes) == 1 or self.chance(0.4)):
                self.event_conversation(person, start)
            else:
                self.conversation(person, start)
        if "events" in modes:
            self.stray_events()
        if self.chance(0.8):
            self.hubs("table" in modes)
        if self.chance(0.85):
            self.more_leads()
        if self.chance(0.8):
            self.more_revenue()
        if self.chance(0.7):
            for _ in range(self.size // 2):
                self.touch(self.pick(self.people), self.moment())
        if self.chance(0.75):
            self.exposure("events" in modes)
        for _ in range(self.size // 6):
            self.ticket(self.pick(self.people), self.moment())

    def dimensions(self):
        flow = self.pick(FLOWS)
        intent = self.pick(INTENTS)
        return {"channel": self.pick(CHANNELS), "flow": flow, "intent": intent, "language": self.pick(["en", "ja", ""]),
                "source": self.pick(SOURCES), "medium": self.pick(["cpc", ""]), "campaign": self.pick(["spring", ""]), "page": self.pick(PAGES)}

    def conversation(self, person, start, depth=0):
        key = self.number("c")
        seconds = self.random.randint(0, 900)
        end = start + timedelta(seconds=seconds)
        row = {"conversation_id": key, "started_at": start, **self.identity(person), **self.dimensions()}
        optional = {
            "ended_at": end, "duration_s": seconds + self.pick([0, 0, 0.5]), "engaged": self.pick(["true", "Yes", "1", "true", "FALSE", "no"]),
            "bot_involved": self.pick(["true", "true", "true", "1", "false"]), "user_turns": self.random.randint(0, 12),
            "bot_turns": self.random.randint(0, 14), "first_useful_s": self.pick([self.random.randint(0, 60), 2.5, "never"]),
            "fallbacks": self.pick([0, 0, 0, 1, 2, 5]), "missing_answer": self.pick(["true", "false", "false", "0"]),
            "gap_kind": self.pick(["missing", "wrong", "outdated"]), "goal_completed": self.pick(["yes", "no", "no"]),
            "resolution": self.pick(["confirmed", "assumed", "assumed", "none", "none"]),
            "handoff": self.pick(["none", "none", "none", "requested", "accepted", "answered", "true", "false"]),
            "eligible": self.pick(["true", "false"]), "csat": self.pick([1, 2, 3, 4, 4, 5, 5, 5, 6, 4.5]), "csat_max": self.pick([5, 5, 5, 5, 10, 3, 9, "5.0"]),
            "survey_offered": self.pick(["true", "true", "false"]), "cost": round(self.random.random(), 3),
            "question": self.pick([" where is my order? ", "注文, どこ?", 'a "quoted" one']), "handoff_reason": "asked"}
        kept = {"ended_at": 0.8, "engaged": 0.6, "eligible": 0.15, "cost": 0.3, "csat": 0.45, "csat_max": 0.9, "bot_involved": 0.5}
        row.update({name: value for name, value in optional.items() if self.chance(kept.get(name, 0.85))})
        if self.chance(0.03):
            row["test"] = "true"
        if self.chance(0.02):
            row["ended_at"] = start - HOUR
        self.tables["conversations"].append(row)
        if "events" in self.modes and self.chance(0.08):
            # Names the conversation and opens nothing.
            self.event(self.pick(["purchase_after_chat", "ticket_created", "meeting_held"]), end, {"conversation_id": key}, value=15)
        self.follow_up(person, key, start, end)
        if self.chance(0.05):
            again = {"conversation_id": key, "started_at": start}
            again.update({name: row[name] for name in list(row) if self.chance(0.3)})
            again["user_turns"] = self.random.randint(0, 5)
            self.tables["conversations"].append(again)
        if self.chance(0.1) and depth < 3:
            self.conversation(person, self.edge(end, timedelta(days=self.rule("recontact_days", 7))), depth + 1)

    def follow_up(self, person, key, start, end):
        """Tickets, leads, orders and touches tied to a conversation by id or by person, often at a window's edge."""
        link = {"conversation_id": key} if self.chance(0.6) else {}
        window = timedelta(days=self.rule("attribution", {}).get("window_days", 30))
        if self.chance(0.1):
            self.ticket(person, self.edge(end, timedelta(days=self.rule("recontact_days", 7))), link if self.chance(0.3) else {})
        if self.chance(0.16):
            self.lead(person, self.edge(start, timedelta(hours=self.rule("lead_link_hours", 24))), link)
        if self.chance(0.16):
            self.order(person, self.edge(start, window), link)
        if self.chance(0.08):
            self.touch(person, start)
        if self.chance(0.02):
            self.tables["conversations"].append({"conversation_id": self.number("c"), "started_at": start, **person, **self.dimensions()})

    def lead(self, person, created, link):
        key = self.number("l")
        row = {"lead_id": key, "created_at": created, **link, **self.identity(person), "origin": self.pick(["chat", "form", "other", "", ""]),
               "source": self.pick(SOURCES), "campaign": self.pick(["spring", ""])}
        stages = {"mql_at": 0.4, "sql_at": 0.25, "disqualified_at": 0.1, "meeting_booked_at": 0.35, "meeting_held_at": 0.2}
        row.update({name: created + self.pick([HOUR, DAY, 3 * DAY, 7 * DAY, 7 * DAY + timedelta(seconds=1), 9 * DAY])
                    for name, share in stages.items() if self.chance(share)})
        row["meeting_qualified"] = self.pick(["true", "false", ""])
        self.tables["leads"].append(row)
        if self.chance(0.08):
            self.tables["leads"].append({"lead_id": key, "created_at": created, "sql_at": created + DAY})
        if self.chance(0.3):
            window = timedelta(days=self.rule("attribution", {}).get("window_days", 30))
            self.order(person, self.edge(created, window), {})

    def order(self, person, at, link):
        key = self.number("o")
        row = {"order_id": key, "at": at, "amount": self.pick([20, 99.95, 250, 1200, 0, -15, 40, "1e2"]), **link, **self.identity(person),
               "currency": self.pick(["USD", "USD", "EUR", "JPY", "GBP", ""]),
               "status": self.pick(["paid", "won", "", "paid", "pending", "refunded", "cancelled", "lost"])}
        if self.chance(0.3):
            row["gross_profit"] = self.pick([10, 33.3, -5])
        self.tables["revenue"].append(row)
        if self.chance(0.06):
            self.tables["revenue"].append({"order_id": key, "at": at, "amount": 77, "status": self.pick(["refunded", ""])})

    def ticket(self, person, created, link=None):
        row = {"ticket_id": self.number("t"), "created_at": created, **(link or {}), **self.identity(person), "intent": self.pick(INTENTS)}
        row.update({name: value for name, value in {
            "first_reply_at": created + self.pick([MINUTE, HOUR, DAY]), "solved_at": created + 2 * DAY, "csat": self.pick([1, 3, 4, 5]),
            "csat_max": 5, "agent": self.pick(["true", "true", "false"])}.items() if self.chance(0.6)})
        self.tables["tickets"].append(row)

    def touch(self, person, at):
        self.tables["touches"].append({"at": at, **self.identity(person), "source": self.pick(SOURCES), "medium": "cpc", "campaign": ""})

    def event(self, name, at, who, **cells):
        row = {"event": name, "timestamp": at, **who, **cells}
        self.tables["events"].append(row)
        return row

    def event_conversation(self, person, start):
        """A chat as events: with its id, or known by person alone."""
        named = self.chance(0.6)
        known = [row for row in self.tables["conversations"][-20:] if self.chance(0.1)]
        key = self.pick(known)["conversation_id"] if known else self.number("c")
        dims = self.dimensions()
        at = start

        def who():
            keys = {} if named and self.chance(0.5) else dict(person)
            keys.update({name: value for name, value in dims.items() if self.chance(0.4)})
            return {**keys, **({"conversation_id": key} if named else {})}

        def say(name, **cells):
            self.event(name, at, who(), **cells)

        if self.chance(0.8):
            say("chat_opened")
        if self.chance(0.5):
            say("chat_engaged")
        for turn in range(self.random.randint(0, 5)):
            at += timedelta(seconds=self.pick([0, 1, 5, 40, 300, 1500, 1800, 2400] if turn == 2 else [0, 1, 5, 40]))
            say("user_message", text=" hello, you ")
            at += timedelta(seconds=self.pick([0, 1, 3]))
            self.answer(say)
        at += timedelta(seconds=5)
        endings = {
            "bot_goal_completed": 0.2, "bot_resolved": 0.35, "bot_handoff_human": 0.2, "csat_response": 0.25, "ticket_deflected": 0.1,
            "chat_abandoned": 0.15}
        for name, share in endings.items():
            if self.chance(share):
                at += timedelta(seconds=self.pick([0, 2, 30]))
                say(name, **self.event_cells(name))
        if self.chance(0.4):
            self.business_events(person, at, {"conversation_id": key} if named and self.chance(0.7) else {})

    def answer(self, say):
        roll = self.random.random()
        if roll < 0.15:
            say("bot_fallback")
        elif roll < 0.25:
            say("bot_missing_answer", text="where?", reason=self.pick(["missing", "wrong", ""]))
        if self.chance(0.9):
            say("bot_message", text="well")
        if self.chance(0.3):
            say("bot_step", goal=self.pick(["greet", "ask", "show", ""]))

    def event_cells(self, name):
        return {"bot_goal_completed": lambda: {"goal": self.pick(["solved", "sent", ""])},
                "bot_resolved": lambda: {"reason": self.pick(["confirmed", "assumed", ""])},
                "csat_response": lambda: {"value": self.pick([1, 2, 4, 5, 5, 9]), "reason": self.pick(["", "", "10", "nice", "7"])},
                "bot_handoff_human": lambda: {"reason": "asked"}}.get(name, dict)()

    def business_events(self, person, at, link):
        """Leads, orders and tickets told as events, with and without an id."""
        for name, share in {"lead_captured_chat": 0.5, "lead_qualified": 0.3, "meeting_booked": 0.3, "meeting_held": 0.15,
                            "purchase_after_chat": 0.3, "deal_won": 0.15, "ticket_created": 0.15}.items():
            if not self.chance(share):
                continue
            at += self.pick([timedelta(0), MINUTE, 20 * MINUTE, HOUR, 2 * DAY])
            who = {**link, **person} if self.chance(0.8) or not link else link
            cells = {}
            if name == "lead_qualified":
                cells["reason"] = self.pick(["sql", "mql", ""])
            if name in ("purchase_after_chat", "deal_won"):
                cells.update(value=self.pick([50, 80.5, ""]), currency=self.pick(["USD", "EUR", ""]))
            if self.chance(0.35):
                cells["id"] = self.known_id(name)
            row = self.event(name, at, who, **cells)
            if "id" in cells and self.chance(0.3):
                self.tables["events"].append({**row, "timestamp": at + MINUTE})

    def known_id(self, name):
        table, column, prefix = {"purchase_after_chat": ("revenue", "order_id", "o"), "deal_won": ("revenue", "order_id", "o"),
                                 "ticket_created": ("tickets", "ticket_id", "t")}.get(name, ("leads", "lead_id", "l"))
        rows = self.tables[table][-10:]
        return self.pick(rows)[column] if rows and self.chance(0.4) else self.number(prefix)

    def stray_events(self):
        """Views, impressions, ids repeated, names unknown, and events of nobody."""
        for _ in range(self.size // 3):
            self.event("page_view", self.moment(), self.identity(self.pick(self.people)), page=self.pick(PAGES))
        for _ in range(20):
            self.event("user_message", self.moment(), {})
        for _ in range(15):
            row = self.event("bot_message", self.moment(), self.pick(self.people), id=self.number("e"))
            self.tables["events"].append({**row, "text": "again"})

    def hubs(self, as_table):
        """A shared mailbox of 51 users merges nobody; one of 50 does."""
        for email, users in [("desk@example.com", 51), ("small@example.com", 50)]:
            for number in range(users):
                keys = {"user_id": f"h{users}-{number}", "email": email}
                if as_table:
                    self.tables["conversations"].append({"conversation_id": self.number("c"), "started_at": self.moment(), **keys, **self.dimensions()})
                else:
                    self.event("user_message", self.moment(), keys)
            self.order({"email": email}, self.moment(), {})
        if as_table and self.chance(0.5):
            # A chat id that 51 customers name: it ties nobody to anybody, and is a touch of each.
            shared = {"conversation_id": self.number("c")}
            self.tables["conversations"].append({**shared, "started_at": self.start + 3 * DAY, **self.dimensions()})
            for number in range(51):
                self.order({"user_id": f"shared-{number}"}, self.edge(self.start + 3 * DAY, 30 * DAY), shared)

    def more_leads(self):
        for _ in range(self.size // 5):
            self.lead(self.pick(self.people), self.moment(), {} if self.chance(0.8) else {"conversation_id": f"c{self.random.randrange(self.size)}"})

    def more_revenue(self):
        for _ in range(self.size // 4):
            self.order(self.pick(self.people), self.moment(), {} if self.chance(0.8) else {"conversation_id": f"c{self.random.randrange(self.size)}"})

    def exposure(self, with_events):
        with_page, with_flow, scale = self.chance(0.4), self.chance(0.4), self.pick([1, 8, 40])
        for step in range(-2, self.days + 2):
            for channel in CHANNELS:
                if self.chance(0.3):
                    continue
                row = {"date": (self.start + step * DAY).date().isoformat(), "channel": channel if self.chance(0.9) else "",
                       "page": self.pick(PAGES) if with_page else "", "flow": self.pick(FLOWS) if with_flow else ""}
                if self.chance(0.8):
                    row["impressions"] = self.random.randint(1, 9) * scale
                if self.chance(0.5):
                    row["eligible_visitors"] = self.random.randint(1, 6) * scale
                self.tables["exposure"].append(row)
        if with_events:
            for _ in range(self.size):
                dims = {name: value for name, value in self.dimensions().items() if name in ("channel", "page", "flow")}
                self.event("chat_impression", self.moment(), dims)

    def cell(self, value):
        if isinstance(value, datetime):
            style = self.random.random()
            if style < 0.5:
                return value.strftime("%Y-%m-%dT%H:%M:%SZ")
            if style < 0.7:
                return value.astimezone(timezone(timedelta(hours=5, minutes=30))).strftime("%Y-%m-%dT%H:%M:%S+05:30")
            if style < 0.8:
                return value.strftime("%Y-%m-%dT%H:%M:%S.250Z")
            return value.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M:%S")
        return str(value)

    def spoiled(self, table, row):
        """Cells as text, a few of them unreadable."""
        cells = {name: self.cell(value) for name, value in row.items() if value != ""}
        for name in cells:
            if name in KIND_OF and self.chance(0.01):
                cells[name] = self.pick(JUNK[KIND_OF[name]])
        if self.chance(0.01):
            required = self.pick(REQUIRED[table])
            cells[required] = "" if required not in ("started_at", "timestamp", "created_at", "at") else self.pick(["", *JUNK["time"]])
        return cells

    def write(self, folder):
        """Each table in one to three files; untied rows and whole files repeat here and there."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for table, rows in self.tables.items():
            rows = [self.spoiled(table, row) for row in rows]
            self.random.shuffle(rows)
            if not rows:
                continue
            parts = [[] for _ in range(self.random.randint(1, 3))]
            for row in rows:
                parts[self.random.randrange(len(parts))].append(row)
            if table in UNTIED and len(parts) > 1:
                for row in self.random.sample(rows, len(rows) // 12):
                    for part in self.random.choices(parts, k=2):
                        part.append(dict(row))
            parts = [part for part in parts if part]
            for number, part in enumerate(parts):
                path = self.write_file(folder, f"{self.pick('abcd')}-{table}-{number}", table, part)
                if self.chance(0.08):
                    (folder / f"z-copy-{path.name}").write_bytes(path.read_bytes())
        (folder / "rules.json").write_text(json.dumps(self.rules, ensure_ascii=False, indent=1))
        return sorted(path for path in folder.iterdir() if path.name != "rules.json"), folder / "rules.json"

    def write_file(self, folder, name, table, rows):
        columns = sorted({column for row in rows for column in row} | set(REQUIRED[table]))
        self.random.shuffle(columns)
        if self.chance(0.35):
            path = folder / f"{name}.ndjson"
            first = next((row for row in rows if all(column in row for column in REQUIRED[table])), rows[0])
            rows.sort(key=lambda row: row is not first)
            with open(path, "w", encoding="utf-8") as file:
                for row in rows:
                    file.write(json.dumps({column: self.json_value(row.get(column, "")) for column in columns if row.get(column) or self.chance(0.5)
                                           or row is first and column in REQUIRED[table]}, ensure_ascii=False) + "\n")
            return path
        path = folder / f"{name}.csv"
        if self.chance(0.3):
            columns.append("remark")
        with open(path, "w", encoding=self.pick(["utf-8", "utf-8-sig"]), newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator=self.pick(["\n", "\r\n"]))
            writer.writeheader()
            for row in rows:
                writer.writerow({"remark": self.pick(["", "x"]), **row} if "remark" in columns else row)
        return path

    def json_value(self, cell):
        if cell == "":
            return None if self.chance(0.5) else ""
        if cell in ("true", "false"):
            return cell == "true"
        return int(cell) if cell.isascii() and cell.isdigit() and self.chance(0.5) and not cell.startswith("0") else cell


def generate(seed, folder):
    """Writes one seed's files; returns their paths and the rules' path."""
    generator = Generator(seed)
    generator.build()
    return generator.write(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    for path in generate(options.seed, options.out)[0]:
        print(path)


if __name__ == "__main__":
    main()
