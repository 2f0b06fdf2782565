"""Reads the programs for engines that no test runs: every statement by that engine's grammar, every table and column found.

    python texts.py BOTWORTH [bigquery snowflake ...]

A parser stands in for the engine: it knows the grammar, not what functions do. Each statement must be one that it understands whole;
each column must be one of the tables that statements before it made; each function must be known, or be one that the program makes.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify

# Of the engine's own, unknown to the parser by name.
FUNCTIONS = {"bigquery": {"ERROR"}, "snowflake": {"TRY_TO_TIMESTAMP_NTZ", "TRY_TO_TIMESTAMP_TZ"}}
RULES = {
    "none": {},
    # A quote, a backslash and a line break in texts; every kind of rule that a program writes.
    "many": {"time_zone": "Europe/Berlin", "goal_per_flow": {"it's": "a\\b\nc"}, "flow_kind": {"quote": "lead"}, "fx": {"USD": 0.9},
             "business_hours": {"days": ["mon", "tue"], "from": "09:00", "to": "18:00"}, "value_aliases": {"source": {"Google": "google"}},
             "cost": {"ai_per_conversation": 0.05}, "roi_basis": "influenced", "eligible_intents": {"返品": True}},
}
SCHEMA = """
[tables.conversations]
from = "(select * from chats where opened between '{first}' and '{last}')"
[tables.conversations.columns]
conversation_id = "chat_id"
started_at = "opened"
[whole]
conversations = "(select max(opened) from chats)"
revenue = "'2026-12-01T10:00:00Z'"
events = ["user_message", "it's"]
"""


def main():
    engine, *dialects = sys.argv[1:]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for dialect in dialects or FUNCTIONS:
            for title, rules in RULES.items():
                for mapped, suppressed in ((False, False), (True, False), (False, True)):
                    arguments = ["sql", "--dialect", dialect, "--rules", written(folder, "rules.json", json.dumps(rules))]
                    arguments += ["--schema", written(folder, "schema.toml", SCHEMA), "--from", "2026-10-01", "--to", "2026-10-31"] if mapped else []
                    arguments += ["--suppress"] if suppressed else []
                    sql = subprocess.run([engine, *arguments], capture_output=True, check=True).stdout.decode()
                    tables = {"chats": {"chat_id": "text", "opened": "text"}} if mapped else {}
                    wrong = list(misread(sql, dialect, tables))
                    print(f"{dialect}, rules {title}{', mapped' if mapped else ''}{', suppressed' if suppressed else ''}: {wrong[0] if wrong else 'read'}")
                    passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def written(folder, name, text):
    path = Path(folder) / name
    path.write_text(text)
    return str(path)


def misread(sql, dialect, tables):
    """What of a program is not understood. `tables` grows by those that it makes."""
    made = set(FUNCTIONS.get(dialect, ()))
    try:
        statements = [statement for statement in sqlglot.parse(sql, read=dialect) if statement]
    except SqlglotError as error:
        yield str(error)
        return
    for statement in statements:
        if isinstance(statement, exp.Command):
            yield f"not understood: {short(statement, dialect)}"
            continue
        kind = statement.kind if isinstance(statement, exp.Create) else ""
        if kind == "FUNCTION":
            made.add(statement.this.this.name.upper())
        if kind == "TABLE" and isinstance(statement.this, exp.Schema):
            listed = {column.name.lower(): "text" for column in statement.this.expressions}
            tables.setdefault(statement.this.this.name.lower(), listed)
        body = body_of(statement, dialect)
        if body is None:
            continue
        for call in body.find_all(exp.Anonymous):
            if call.name.upper() not in made:
                yield f"unknown function {call.name} in {short(statement, dialect)}"
        if kind == "FUNCTION":
            continue
        if isinstance(body, exp.Query):
            try:
                columns = qualify(body.copy(), schema=tables, dialect=dialect, validate_qualify_columns=True).named_selects
            except SqlglotError as error:
                yield f"{error} in {short(statement, dialect)}"
                continue
            target = statement.this
            if isinstance(statement, exp.Create):
                tables[target.name.lower()] = {column.lower(): "text" for column in columns}
                if len(set(columns)) != len(columns):
                    yield f"a column twice in {short(statement, dialect)}"
            elif isinstance(statement, exp.Insert):
                listed = [column.name.lower() for column in target.expressions]
                missing = set(listed) - set(tables[target.this.name.lower()])
                if missing or len(listed) != len(columns):
                    yield f"{missing or len(columns)} is not {len(listed)} columns in {short(statement, dialect)}"


def body_of(statement, dialect):
    """The query or expression of a statement; None of one that is whole without."""
    if isinstance(statement, exp.Insert):
        return statement.expression
    if not isinstance(statement, exp.Create):
        return None
    body = statement.expression
    if statement.kind == "FUNCTION" and dialect == "snowflake":
        # Its body is a text.
        return sqlglot.parse_one(f"select {body.name}", read=dialect)
    return body


def short(statement, dialect):
    return " ".join(statement.sql(dialect=dialect).split())[:120]


if __name__ == "__main__":
    main()
