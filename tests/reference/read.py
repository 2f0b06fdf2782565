"""Bytes of canonical files to rows (METRICS section 1): recognition, cells, rejections, duplicates of files and of rows.

A row is a dict of the known cells alone: an empty or unreadable cell is not in it. Times are microseconds since 1970.
"""

import csv
import hashlib
import io
import json
import math
import os
import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

IDENTITY = ["user_id", "anonymous_id", "email", "phone"]
DIMENSIONS = ["channel", "flow", "intent", "language", "source", "medium", "campaign", "page"]

# In the order in which a file's header is tried: required columns, then every column's kind.
COMMON = {"user_id": "text", "anonymous_id": "text", "email": "email", "phone": "phone", "conversation_id": "text"}
DIMENSION_KINDS = {name: "text" for name in DIMENSIONS}
TABLES = {
    "conversations": (["conversation_id", "started_at"], {
        **COMMON, **DIMENSION_KINDS, "started_at": "time", "ended_at": "time", "engaged": "bool", "bot_involved": "bool", "test": "bool",
        "user_turns": "int", "bot_turns": "int", "duration_s": "seconds", "first_useful_s": "useful", "fallbacks": "int",
        "missing_answer": "bool", "gap_kind": ["missing", "wrong", "outdated", "routing"], "goal_completed": "bool",
        "resolution": ["confirmed", "assumed", "none"], "handoff": "handoff", "handoff_reason": "text", "eligible": "bool",
        "csat": "number", "csat_max": "number", "survey_offered": "bool", "cost": "number", "question": "raw"}),
    "events": (["event", "timestamp"], {
        **COMMON, **DIMENSION_KINDS, "event": "text", "timestamp": "time", "goal": "text", "value": "number", "currency": "code",
        "text": "raw", "reason": "text", "id": "text"}),
    "leads": (["lead_id", "created_at"], {
        **COMMON, "lead_id": "text", "created_at": "time", "origin": ["chat", "form", "other"], "source": "text", "campaign": "text",
        "mql_at": "time", "sql_at": "time", "disqualified_at": "time", "meeting_booked_at": "time", "meeting_held_at": "time",
        "meeting_qualified": "bool"}),
    "revenue": (["order_id", "at", "amount"], {
        **COMMON, "order_id": "text", "at": "time", "amount": "number", "gross_profit": "number", "currency": "code",
        "status": ["won", "paid", "pending", "refunded", "cancelled", "lost"]}),
    "exposure": (["date"], {
        "date": "date", "channel": "text", "page": "text", "flow": "text", "impressions": "int", "eligible_visitors": "int"}),
    "tickets": (["ticket_id", "created_at"], {
        **COMMON, "ticket_id": "text", "created_at": "time", "first_reply_at": "time", "solved_at": "time", "intent": "text",
        "csat": "number", "csat_max": "number", "agent": "bool"}),
    "touches": (["at"], {
        **{name: COMMON[name] for name in IDENTITY}, "at": "time", "source": "text", "medium": "text", "campaign": "text"}),
}
PRIMARY_ID = {"conversations": "conversation_id", "leads": "lead_id", "revenue": "order_id", "tickets": "ticket_id"}
UNTRIMMED = ("text", "question")

LEAD_EVENTS = ("lead_captured_chat", "lead_qualified", "meeting_booked", "meeting_held")
ORDER_EVENTS = ("purchase_after_chat", "deal_won")
NAMED_EVENTS = LEAD_EVENTS + ORDER_EVENTS + ("ticket_created",)
NEEDS_NOBODY = ("page_view", "chat_impression")

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class Unreadable(Exception):
    """A cell holds something, but not what its column needs."""


def micros(moment):
    return (moment - EPOCH) // MICROSECOND


def read_time(cell, zone):
    """RFC 3339; without an offset a local time, the first one if it occurs twice, the offset before a gap."""
    match = STAMP.fullmatch(cell)
    if not match:
        raise Unreadable
    *parts, fraction, offset = match.groups()
    try:
        moment = datetime(*map(int, parts), int(((fraction or "") + "000000")[:6]), tzinfo=timezone.utc)
        if offset is None:
            moment = moment.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)
        elif offset not in "Zz":
            sign = -1 if offset[0] == "-" else 1
            moment -= sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
    except (ValueError, OverflowError):
        raise Unreadable from None
    if not 2000 <= moment.year <= 2099:
        raise Unreadable
    return micros(moment)


def read_number(cell):
    if not NUMBER.fullmatch(cell):
        raise Unreadable
    value = float(cell)
    if not math.isfinite(value):
        raise Unreadable
    return value


def read_cell(cell, kind, zone):
    if kind in ("text", "raw"):
        return cell
    if kind == "email":
        return cell.lower()
    if kind == "phone":
        return "".join(letter for letter in cell if letter in "0123456789") or None
    if kind == "code":
        return cell.upper()
    if kind == "time":
        return read_time(cell, zone)
    if kind == "date":
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII):
                raise ValueError
            day = date.fromisoformat(cell)
        except ValueError:
            raise Unreadable from None
        if not 2000 <= day.year <= 2099:
            raise Unreadable
        return day
    if kind == "int":
        if not re.fullmatch(r"\d{1,9}", cell, re.ASCII):
            raise Unreadable
        return int(cell)
    if kind == "number":
        return read_number(cell)
    if kind == "useful" and cell.lower() == "never":
        return "never"
    if kind in ("seconds", "useful"):
        value = read_number(cell)
        if value < 0:
            raise Unreadable
        return value
    if kind == "bool":
        if cell.lower() not in BOOLEANS:
            raise Unreadable
        return BOOLEANS[cell.lower()]
    if kind == "handoff":
        if cell.lower() in BOOLEANS:
            return "accepted" if BOOLEANS[cell.lower()] else "none"
        kind = ["none", "requested", "accepted", "answered"]
    if cell.lower() not in kind:
        raise Unreadable
    return cell.lower()


def json_cell(value):
    """Numbers stay as written, for ids are text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def records(content):
    """Header and records, each record a dict of cells as text."""
    text = content.decode("utf-8-sig")
    if text.lstrip().startswith("{"):
        rows = []
        for line in text.splitlines():
            if line.strip():
                row = json.loads(line, parse_int=str, parse_float=str)
                rows.append({name: json_cell(value) for name, value in row.items()})
        return list(dict.fromkeys(name for row in rows for name in row)), rows
    lines = [line for line in csv.reader(io.StringIO(text, newline="")) if line]
    header = lines[0] if lines else []
    return header, [dict(zip(header, line)) for line in lines[1:]]


def recognise(header):
    for name, (required, _) in TABLES.items():
        if all(column in header for column in required):
            return name
    return None


def trimmed(row):
    return {name: cell if name in UNTRIMMED else cell.strip() for name, cell in row.items()}


def read_row(cells, table, zone):
    """The known cells; None if a required one is empty or unreadable."""
    required, kinds = TABLES[table]
    row = {}
    for name, kind in kinds.items():
        cell = cells.get(name, "")
        if cell != "":
            try:
                value = read_cell(cell, kind, zone)
            except Unreadable:
                continue
            if value is not None:
                row[name] = value
    if any(name not in row for name in required):
        return None
    if "ended_at" in row and row["ended_at"] < row["started_at"]:
        del row["ended_at"]
    if table == "events" and row["event"] not in NEEDS_NOBODY:
        if not any(name in row for name in ["conversation_id", *IDENTITY]):
            return None
    return row


def duplicate_key(row):
    """What an event with an id must share with another to be the same one."""
    reason = row.get("reason") if row["event"] in NAMED_EVENTS else None
    return row["id"], row["event"], reason


def load(paths, zone_name):
    """All files in input order: facts of each file, and the kept rows of each table, each with its place `_at`."""
    zone = ZoneInfo(zone_name)
    sources = []
    for path in paths:
        with open(path, "rb") as file:
            sources.append((os.path.basename(path), file.read()))
    sources.sort(key=lambda source: (source[0].encode(), source[1]))
    tables = {name: [] for name in TABLES}
    files, contents, most, seen_ids = [], set(), {}, set()
    for number, (name, content) in enumerate(sources):
        header, rows = records(content)
        table = recognise(header)
        facts = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "table": table, "rows_read": len(rows),
                 "rows_kept": 0, "rows_rejected": 0, "rows_duplicate": 0}
        files.append(facts)
        if table is None:
            facts["rows_rejected"] = len(rows)
            continue
        if content in contents:
            facts["rows_duplicate"] = len(rows)
            continue
        contents.add(content)
        here = {}
        for line, raw in enumerate(rows):
            cells = trimmed(raw)
            row = read_row(cells, table, zone)
            if row is None:
                facts["rows_rejected"] += 1
                continue
            if table not in PRIMARY_ID and "id" not in row:
                equal = (table, tuple(sorted((column, cell) for column, cell in cells.items() if cell != "")))
                here[equal] = here.get(equal, 0) + 1
                if here[equal] <= most.get(equal, 0):
                    facts["rows_duplicate"] += 1
                    continue
            elif table == "events":
                if duplicate_key(row) in seen_ids:
                    facts["rows_duplicate"] += 1
                    continue
                seen_ids.add(duplicate_key(row))
            facts["rows_kept"] += 1
            row["_at"] = (number, line)
            tables[table].append(row)
        for equal, times in here.items():
            most[equal] = max(most.get(equal, 0), times)
    return files, tables
