"""Records and rules as DuckDB tables, and the SQL programs run over them."""

import json
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from read import EPOCH, MICROSECOND
from rules import normal_intent

HERE = Path(__file__).parent
DAY = 86_400_000_000
TEXT, WHOLE, REAL, FLAG, DATE = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"

CONVERSATION = {
    "place": WHOLE, "id": TEXT, "person": WHOLE, "started_at": WHOLE, "ended_at": WHOLE, "date": DATE,
    "channel": TEXT, "flow": TEXT, "intent": TEXT, "source": TEXT, "page": TEXT, "intent_key": TEXT,
    "engaged_cell": FLAG, "engaged_here": FLAG, "folded": FLAG, "bot_involved": FLAG, "user_turns": WHOLE, "bot_turns": WHOLE,
    "duration_s": REAL, "first_useful_s": REAL, "never_useful": FLAG, "fallbacks": WHOLE, "missing_answer": FLAG,
    "goal_completed": FLAG, "resolution": TEXT, "handoff": TEXT, "eligible_cell": FLAG, "ticket_deflected": FLAG,
    "csat": REAL, "csat_max": REAL, "survey_offered": FLAG, "ai_cost_cell": REAL}
LEAD = {
    "place": WHOLE, "person": WHOLE, "conversation_id": TEXT, "created_at": WHOLE, "date": DATE, "origin": TEXT, "mql_at": WHOLE,
    "sql_at": WHOLE, "disqualified_at": WHOLE, "meeting_booked_at": WHOLE, "meeting_held_at": WHOLE, "meeting_qualified": FLAG}
REVENUE = {
    "place": WHOLE, "person": WHOLE, "conversation_id": TEXT, "moment": WHOLE, "date": DATE, "amount": REAL, "gross_profit": REAL,
    "counted": FLAG, "pending": FLAG}
TICKET = {
    "place": WHOLE, "person": WHOLE, "conversation_id": TEXT, "created_at": WHOLE, "first_reply_at": WHOLE, "intent_key": TEXT,
    "csat": REAL, "csat_max": REAL, "agent": FLAG}
TOUCH = {"place": WHOLE, "person": WHOLE, "moment": WHOLE, "kind": WHOLE}
EXPOSURE = {"date": DATE, "channel": TEXT, "page": TEXT, "flow": TEXT, "impressions": WHOLE, "eligible_visitors": WHOLE}


class Facts:
    """A DuckDB with everything that METRICS counts from."""

    def __init__(self, world, rules, zone_name):
        self.rules, self.zone = rules, ZoneInfo(zone_name)
        self.db = duckdb.connect()
        self.db.execute("set threads = 1")
        conversations = sorted(world.conversations.values(), key=lambda record: (record["_at"], record["started_at"]))
        self.currency = self._currency(world.revenue)
        self.load("conversation", CONVERSATION, [self._conversation(place, row) for place, row in enumerate(conversations)])
        self.load("lead", LEAD, [
            {**row, "place": place, "person": row["_person"], "date": self.local_date(row["created_at"])}
            for place, row in enumerate(sorted(world.leads.values(), key=lambda record: record["_at"]))])
        self.load("revenue", REVENUE, [
            self._revenue(place, row) for place, row in enumerate(sorted(world.revenue, key=lambda record: record["_at"]))])
        self.load("ticket", TICKET, [
            {**row, "place": place, "person": row["_person"], "intent_key": normal_intent(row.get("intent", ""))}
            for place, row in enumerate(world.tickets)])
        self.load("touch", TOUCH, [
            {"person": person, "moment": at, "kind": kind, "place": place}
            for place, (person, at, kind, _) in enumerate(sorted(world.all_touches(), key=lambda touch: touch[3]))])
        rows, shown = world.all_exposure()
        self.load("exposure", EXPOSURE, [
            *({"channel": "", "page": "", "flow": "", **row, "date": row["date"].isoformat()} for row in rows),
            *({"channel": "", "page": "", "flow": "", **row, "date": self.local_date(row["timestamp"])} for row in shown)])
        self._load_rules(world)
        self.run("facts.sql")
        self._decide_conversion()

    def local_date(self, moment):
        return (EPOCH + moment * MICROSECOND).astimezone(self.zone).date().isoformat()

    def load(self, name, columns, rows):
        """A table of rows; other keys of the dicts are left behind."""
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            for row in rows:
                file.write(json.dumps({column: row.get(column) for column in columns}) + "\n")
        listed = ", ".join(f"{column}: '{kind}'" for column, kind in columns.items())
        source = f"read_json('{file.name}', columns = {{{listed}}}, format = 'newline_delimited')"
        self.db.execute(f"create table {name} as select * from {source}")
        os.unlink(file.name)

    def run(self, script):
        self.db.execute((HERE / script).read_text())

    def rows(self, query):
        """Rows of a query as dicts."""
        found = self.db.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row)) for row in found.fetchall()]

    def one(self, query):
        return self.db.execute(query).fetchone()[0]

    def by_scope(self, table):
        return {row["scope"]: row for row in self.rows(f"from {table}")}

    def _currency(self, revenue):
        if self.rules["currency"]:
            return self.rules["currency"].upper()
        codes = [row["currency"] for row in revenue if "currency" in row]
        return min(set(codes), key=lambda code: (-codes.count(code), code)) if codes else None

    def _conversation(self, place, row):
        never = row.get("first_useful_s") == "never"
        return {
            "channel": "", "flow": "", "intent": "", "source": "", "page": "", "bot_involved": True, **row,
            "place": place, "id": row["conversation_id"], "person": row["_person"], "date": self.local_date(row["started_at"]),
            "intent_key": normal_intent(row.get("intent", "")), "engaged_cell": row.get("engaged"),
            "engaged_here": row.get("_engaged_here", False), "folded": row.get("_folded", False),
            "first_useful_s": None if never else row.get("first_useful_s"), "never_useful": never,
            "eligible_cell": row.get("eligible"), "ticket_deflected": row.get("_ticket_deflected", False),
            "ai_cost_cell": row.get("cost")}

    def _revenue(self, place, row):
        """Amounts in the rules' currency; counted, pending or neither."""
        code = row.get("currency", self.currency)
        rate = 1.0 if code == self.currency else self.rules["fx"].get(code)
        status, amount = row.get("status", "paid"), row["amount"]
        fact = {"place": place, "person": row["_person"], "conversation_id": row.get("conversation_id"), "moment": row["at"],
                "date": self.local_date(row["at"]), "counted": False, "pending": False}
        if rate is None:
            return fact
        fact["amount"] = amount * rate
        fact["gross_profit"] = row["gross_profit"] * rate if "gross_profit" in row else amount * rate * self.rules["margin"]
        fact["counted"] = status in ("won", "paid") and amount > 0
        fact["pending"] = status == "pending" and amount > 0
        return fact

    def _load_rules(self, world):
        rules, own = self.rules, self.rules["attribution"]
        ai, cost_cells = rules["cost"]["ai_per_conversation"], any("cost" in row for row in world.conversations.values())
        self.cost_known = cost_cells or any(value is not None for value in rules["cost"].values())
        self.load("rule", {
            "engaged_min_user_turns": WHOLE, "engaged_occurs": FLAG, "recontact": WHOLE, "maturity": WHOLE, "lead_link": WHOLE,
            "attribution_window": WHOLE, "window_days": WHOLE, "attribution_model": TEXT, "half_life_days": REAL,
            "quality_stage": TEXT, "ai_per_conversation": REAL, "roi_basis": TEXT, "assisted_share": REAL, "conversion_kind": TEXT}, [{
                "engaged_min_user_turns": rules["engaged_min_user_turns"], "engaged_occurs": "chat_engaged" in world.occurring,
                "recontact": round(rules["recontact_days"] * DAY), "maturity": round(rules["maturity_days"] * DAY),
                "lead_link": round(rules["lead_link_hours"] * DAY / 24), "attribution_window": own["window_days"] * DAY,
                "window_days": own["window_days"], "attribution_model": own["model"], "half_life_days": own["half_life_days"],
                "quality_stage": rules["quality_stage"], "ai_per_conversation": ai, "roi_basis": rules["roi_basis"],
                "assisted_share": rules["assisted_share"], "conversion_kind": rules["conversion_kind"]}])
        self.load("intent_rule", {"intent_key": TEXT, "eligible": FLAG}, [
            {"intent_key": key, "eligible": value}
            for key, value in {normal_intent(name): value for name, value in rules["eligible_intents"].items()}.items()])
        self.load("flow_rule", {"flow": TEXT, "kind": TEXT}, [{"flow": k, "kind": v} for k, v in rules["flow_kind"].items()])
        self.load("csat_scale", {"scale": REAL, "lowest": REAL}, [
            {"scale": float(scale), "lowest": lowest} for scale, lowest in rules["csat_positive"].items()])
        self.load("attribution_window", {"days": WHOLE}, [{"days": days} for days in sorted({7, 30, 90, own["window_days"]})])
        self.db.execute("""create table horizon as select
            (select max(greatest(started_at, ended_at)) from conversation) as conversations,
            (select max(greatest(created_at, mql_at, sql_at, disqualified_at, meeting_booked_at)) from lead) as leads,
            (select max(moment) from revenue) as revenue""")
        self.db.execute("create table period as select min(date) as first, max(date) as last from conversation")

    def _decide_conversion(self):
        bot_leads = self.one("select count(*) from lead_fact where bot")
        revenue = self.one("select count(*) from revenue where counted")
        kind = self.rules["conversion_kind"] or ("lead" if bot_leads else "purchase" if revenue else "goal")
        self.conversion_kind = kind
        self.db.execute("update rule set conversion_kind = ?", [kind])


def days_between(first, last):
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
