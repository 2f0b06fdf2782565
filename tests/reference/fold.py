"""Records out of rows (METRICS sections 1 and 3): same-id rows as one record, test traffic left out, persons, and
events folded into conversations, leads, orders and tickets."""

from collections import defaultdict

from read import DIMENSIONS, IDENTITY, LEAD_EVENTS, NEEDS_NOBODY, ORDER_EVENTS, PRIMARY_ID

OPENING = {"chat_opened", "chat_engaged", "user_message", "bot_message", "bot_fallback", "bot_step", "bot_missing_answer",
           "bot_goal_completed", "bot_resolved", "bot_handoff_human", "csat_response", "lead_captured_chat", "ticket_deflected",
           "chat_abandoned"}
HUB_USERS = 50
MINUTE = 60_000_000


def in_time(events):
    return sorted(events, key=lambda event: (event["timestamp"], event["_at"]))


def first_known(events, names):
    """The first non-empty value of each column, in time order."""
    cells = {}
    for event in events:
        for name in names:
            if name in event:
                cells.setdefault(name, event[name])
    return cells


def merge_same_id(rows, key):
    """Per column the last non-empty cell in input order; the record stands where its first row stood."""
    merged = {}
    for row in rows:
        record = merged.setdefault(row[key], {"_at": row["_at"]})
        record.update({name: value for name, value in row.items() if name != "_at"})
    return merged


def alias(tables, aliases):
    """The user's joined spellings, on every column that is called like the dimension."""
    for rows in tables.values():
        for row in rows:
            for name, words in aliases.items():
                if row.get(name) in words:
                    row[name] = words[row[name]]


class Persons:
    """Union of rows that share a key; a hub merges nobody."""

    def __init__(self):
        self.parent, self.keys = [], []

    def add(self, row):
        """A row as a node of the union."""
        keys = [(name, row[name]) for name in ["conversation_id", *IDENTITY] if name in row]
        self.parent.append(len(self.parent))
        self.keys.append((keys, row.get("user_id")))
        return len(self.parent) - 1

    def find(self, node):
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one, other):
        one, other = self.find(one), self.find(other)
        self.parent[max(one, other)] = min(one, other)

    def unite(self):
        users = defaultdict(set)
        for keys, user in self.keys:
            for key in keys:
                users[key].add(user)
        hubs = {key for key, found in users.items() if len(found - {None}) > HUB_USERS}
        first = {}
        for node, (keys, _) in enumerate(self.keys):
            for key in keys:
                if key not in hubs:
                    self.join(first.setdefault(key, node), node)
        return hubs

    def count(self):
        return sum(self.find(node) == node for node in range(len(self.parent)))


def first_useful(events):
    """Seconds from the first user message to the first useful answer, or never; None if unknown."""
    asked = next((event["timestamp"] for event in events if event["event"] == "user_message"), None)
    if asked is None:
        return None
    useless = {event["timestamp"] for event in events if event["event"] in ("bot_fallback", "bot_missing_answer")}
    for event in events:
        if event["event"] == "bot_message" and event["timestamp"] >= asked and event["timestamp"] not in useless:
            return (event["timestamp"] - asked) / 1e6
    return "never"


def number_in(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def fold_conversation(events, occurring):
    """What the events of one conversation, in time order, say about it."""
    record = first_known(events, DIMENSIONS + IDENTITY)
    opening = [event for event in events if event["event"] in OPENING]
    if not opening:
        return record
    record.update(_folded=True, _at=min(event["_at"] for event in opening),
                  started_at=opening[0]["timestamp"], ended_at=opening[-1]["timestamp"])
    named = defaultdict(list)
    for event in events:
        named[event["event"]].append(event)
    record["_engaged_here"] = bool(named["chat_engaged"])
    record["_ticket_deflected"] = bool(named["ticket_deflected"])
    for name, column in [("user_message", "user_turns"), ("bot_message", "bot_turns"), ("bot_fallback", "fallbacks")]:
        if name in occurring:
            record[column] = len(named[name])
    if "bot_missing_answer" in occurring:
        record["missing_answer"] = bool(named["bot_missing_answer"])
    if "bot_handoff_human" in occurring:
        record["handoff"] = "accepted" if named["bot_handoff_human"] else "none"
    if "bot_resolved" in occurring or "ticket_deflected" in occurring:
        confirmed = any(event.get("reason") == "confirmed" for event in named["bot_resolved"])
        assumed = named["bot_resolved"] or named["ticket_deflected"]
        record["resolution"] = "confirmed" if confirmed else "assumed" if assumed else "none"
    if "bot_goal_completed" in occurring:
        record["_goals"] = [event.get("goal", "") for event in named["bot_goal_completed"]]
    if "bot_message" in occurring:
        useful = first_useful(events)
        if useful is not None:
            record["first_useful_s"] = useful
    for event in named["csat_response"]:
        if "value" in event:
            scale = number_in(event.get("reason"))
            record["csat"], record["csat_max"] = event["value"], 5.0 if scale is None else scale
    record["_steps"] = list(dict.fromkeys(event["goal"] for event in named["bot_step"] if "goal" in event))
    return record


def fold_lead(events):
    """The columns of a lead that its events, in time order, give."""
    record = {"origin": "chat", "created_at": events[0]["timestamp"], "_at": min(event["_at"] for event in events)}
    named = [event for event in events if "id" in event]
    found = named + [event for event in events if "id" not in event]
    record.update(first_known(found, IDENTITY + ["source", "campaign"]))
    written = [event["conversation_id"] for event in named if "conversation_id" in event]
    conversations = written + [event["_conversation"] for event in found if event.get("_conversation") is not None]
    if conversations:
        record["conversation_id"] = conversations[0]
    for event in events:
        stage = {"lead_qualified": "sql_at" if event.get("reason", "").lower() == "sql" else "mql_at",
                 "meeting_booked": "meeting_booked_at", "meeting_held": "meeting_held_at"}.get(event["event"])
        if stage:
            record.setdefault(stage, event["timestamp"])
    return record


def fold_order(event):
    record = {name: event[name] for name in [*IDENTITY, "currency"] if name in event}
    status = "won" if event["event"] == "deal_won" else "paid"
    record.update(at=event["timestamp"], amount=event["value"], status=status, _at=event["_at"])
    return with_conversation(record, event)


def fold_ticket(event):
    record = {name: event[name] for name in [*IDENTITY, "intent"] if name in event}
    record.update(created_at=event["timestamp"], _at=event["_at"])
    return with_conversation(record, event)


def with_conversation(record, event):
    if event.get("_conversation") is not None:
        record["conversation_id"] = event["_conversation"]
    return record


def kind_of(event):
    """The table whose id a lead, order or ticket event carries."""
    name = event["event"]
    return "leads" if name in LEAD_EVENTS else "revenue" if name in ORDER_EVENTS else "tickets" if name == "ticket_created" else None


def lay_under(table, folded):
    """A table's cells before those folded from events."""
    return {**folded, **table}


class World:
    """Everything that is not a test, as records with a person each."""

    def __init__(self, tables, rules):
        alias(tables, rules["value_aliases"])
        self.rules = rules
        self.occurring = {event["event"] for event in tables["events"]}
        self.conversations = merge_same_id(tables["conversations"], PRIMARY_ID["conversations"])
        self.tests = {key for key, record in self.conversations.items() if record.get("test")}
        self.events = in_time(event for event in tables["events"] if event.get("conversation_id") not in self.tests)
        self.named_by_tests = {(kind_of(event), event["id"]) for event in tables["events"]
                               if event.get("conversation_id") in self.tests and "id" in event}
        for event in self.events:
            event["_conversation"] = event.get("conversation_id")
        self.touches, self.exposure = tables["touches"], tables["exposure"]
        self._fold_named(tables)
        self._find_persons()
        self._fold_sessions()
        self._join_sessions(tables)
        self._fold_unnamed()
        self._finish_conversations()

    def _fold_named(self, tables):
        """Conversations, orders, tickets and leads that events name by id; then everything of a test goes."""
        members = defaultdict(list)
        for event in self.events:
            if "conversation_id" in event and event["event"] not in NEEDS_NOBODY:
                members[event["conversation_id"]].append(event)
        for key, events in members.items():
            folded = fold_conversation(events, self.occurring)
            if key in self.conversations or "started_at" in folded:
                folded["conversation_id"] = key
                self.conversations[key] = lay_under(self.conversations.get(key, {}), folded)
        for key in self.tests:
            del self.conversations[key]
        self.lead_events = defaultdict(list)
        for event in self.events:
            if event["event"] in LEAD_EVENTS and "id" in event:
                self.lead_events[event["id"]].append(event)
        orders = self._named_records(tables, "revenue", ORDER_EVENTS, fold_order)
        requests = self._named_records(tables, "tickets", ("ticket_created",), fold_ticket)
        self.orders = {key: record for key, record in orders.items() if not self._is_of_test("revenue", key, record)}
        self.requests = {key: record for key, record in requests.items() if not self._is_of_test("tickets", key, record)}
        self.lead_rows = merge_same_id(tables["leads"], "lead_id")
        self.leads = {}
        for key in [*self.lead_rows, *(key for key in self.lead_events if key not in self.lead_rows)]:
            record = self._lead(key)
            if self._is_of_test("leads", key, record):
                self.lead_events.pop(key, None)
            else:
                self.leads[key] = record

    def _named_records(self, tables, table, names, fold):
        """Records of a table and of the events that name its ids."""
        merged = merge_same_id(tables[table], PRIMARY_ID[table])
        folded = defaultdict(list)
        for event in sorted(self.events, key=lambda event: event["_at"]):
            if event["event"] in names and "id" in event and (fold is not fold_order or "value" in event):
                folded[event["id"]].append(event)
        for key, events in folded.items():
            record = {}
            for event in events:
                record.update({name: value for name, value in fold(event).items() if name != "_at"})
            record["_at"] = events[0]["_at"]
            if key not in merged and len(events) == 1:
                record["_event"] = events[0]
            merged[key] = lay_under(merged.get(key, {}), record)
        return merged

    def _is_of_test(self, table, key, record):
        """By its conversation, or without one by an event of a test that names it."""
        if "conversation_id" in record:
            return record["conversation_id"] in self.tests
        return (table, key) in self.named_by_tests

    def _lead(self, key):
        events = in_time(self.lead_events.get(key, []))
        folded = fold_lead(events) if events else {}
        record = lay_under(self.lead_rows.get(key, {}), folded)
        if key not in self.lead_rows and len(events) == 1:
            record["_event"] = events[0]
        return record

    def _find_persons(self):
        self.persons = Persons()
        rows = [*self.conversations.values(), *(event for event in self.events if event["event"] != "chat_impression"),
                *self.leads.values(), *self.orders.values(), *self.requests.values(), *self.touches]
        for row in rows:
            row["_node"] = self.persons.add(row)
        self.hubs = self.persons.unite()
        for row in rows:
            if "_event" in row:
                self.persons.join(row["_node"], row["_event"]["_node"])
        for row in rows:
            row["_person"] = self.persons.find(row["_node"])

    def _fold_sessions(self):
        """Events without a conversation id, by person, cut where the gap is too long or the chat was abandoned."""
        gap = self.rules["session_gap_minutes"] * MINUTE
        by_person = defaultdict(list)
        for event in self.events:
            if "conversation_id" not in event and event["event"] not in NEEDS_NOBODY:
                by_person[event["_person"]].append(event)
        sessions = []
        for events in by_person.values():
            current, last = None, 0
            for event in events:
                if current is not None and event["timestamp"] - last > gap:
                    current = None
                if event["event"] in OPENING:
                    if current is None:
                        current = []
                        sessions.append(current)
                    last = event["timestamp"]
                if current is not None:
                    current.append(event)
                    event["_conversation"] = f"\0session {len(sessions)}"
                if event["event"] == "chat_abandoned":
                    current = None
        for events in sessions:
            record = fold_conversation(events, self.occurring)
            record.update(conversation_id=events[0]["_conversation"], _person=events[0]["_person"])
            self.conversations[record["conversation_id"]] = record

    def _join_sessions(self, tables):
        """Leads, orders and tickets named by id again, now that their events have found a conversation."""
        for old, new in [(self.orders, self._named_records(tables, "revenue", ORDER_EVENTS, fold_order)),
                         (self.requests, self._named_records(tables, "tickets", ("ticket_created",), fold_ticket))]:
            for key, record in old.items():
                old[key] = {**new[key], "_person": record["_person"]}
        self.revenue, self.tickets = list(self.orders.values()), list(self.requests.values())
        for key in self.leads:
            self.leads[key] = {**self._lead(key), "_person": self.leads[key]["_person"]}

    def _fold_unnamed(self):
        """Orders and tickets of their own, and leads found by conversation or person."""
        for event in self.events:
            if event["event"] in ORDER_EVENTS:
                if "id" not in event and "value" in event:
                    self.revenue.append({**fold_order(event), "_person": event["_person"]})
            elif event["event"] == "ticket_created":
                if "id" not in event:
                    self.tickets.append({**fold_ticket(event), "_person": event["_person"]})
            elif event["event"] in LEAD_EVENTS and "id" not in event:
                key = self._lead_of(event)
                if key is None:
                    key = f"\0lead {len(self.leads)}"
                person = self.leads[key]["_person"] if key in self.leads else event["_person"]
                self.lead_events[key].append(event)
                self.leads[key] = {**self._lead(key), "_person": person}

    def _lead_of(self, event):
        conversation = event["_conversation"]
        linked = [key for key, lead in self.leads.items() if conversation is not None and lead.get("conversation_id") == conversation]
        own = [key for key, lead in self.leads.items()
               if lead["_person"] == event["_person"] and lead["created_at"] <= event["timestamp"]]
        found = linked or own
        return max(found, key=lambda key: (self.leads[key]["created_at"], self.leads[key]["_at"])) if found else None

    def _finish_conversations(self):
        goals = self.rules["goal_per_flow"]
        for record in self.conversations.values():
            if record.get("ended_at", record["started_at"]) < record["started_at"]:
                del record["ended_at"]
            if "_goals" in record and "goal_completed" not in record:
                goal = goals.get(record.get("flow", ""))
                record["goal_completed"] = any(goal is None or name == goal for name in record["_goals"])

    def all_touches(self):
        """Rows of touches, then page views, as (person, at, kind, place)."""
        rows = [(row["_person"], row["at"], 1, row["_at"]) for row in self.touches]
        views = [(event["_person"], event["timestamp"], 2, event["_at"]) for event in self.events if event["event"] == "page_view"]
        return rows + views

    def all_exposure(self):
        """Rows of exposure, and one impression an event."""
        shown = [{**event, "impressions": 1} for event in self.events if event["event"] == "chat_impression"]
        return self.exposure, shown
