"""Cubes of parts, opened together, against the scorecard of all rows.

    python parts.py BOTWORTH [--dialect duckdb] [--seeds 1-2]

A part reads no row further away than the program asks for: months read the dates that the program puts in place of `{first}` and
`{last}`, regions their own rows. What a part cannot know of the whole its mapping tells. All numbers must be those of the rows, but those
of persons, who may stand in two parts; where rows further away tie persons together, those alone may differ which the docs name; where
a part reads one day less, some must.
"""

import argparse
import csv
import json
import re
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from against_rows import OF_PERSONS, TABLES, cube_of, held, run, sample  # noqa: E402
from compare import report_all  # noqa: E402
from engines import ENGINES, DuckDb  # noqa: E402
from rows import write_rows  # noqa: E402

DATED = {"conversations": "started_at", "events": "timestamp", "leads": "created_at", "revenue": "at", "touches": "at", "exposure": "date",
         "tickets": "created_at"}
KEYS = ("conversation_id", "user_id", "anonymous_id", "email", "phone")
# What may differ where rows further away than a part reads tie a person together, or name a chat (docs/warehouse/cube.md).
OF_FAR_ROWS = re.compile(r"durable|contained_no_recontact|chat_to_lead|conversion|lead|booking|attributed|influenced|sourced|revenue|gross_profit|"
                         r"pipeline|roi|attribution|funnel|persons|counts\.(opened|engaged|handled)|cost|findings|change|verdict")
REACH = "cast(substr({quote}{date}{quote}, 1, 10) as date) between date '{{first}}' {first} and date '{{last}}' {last}"


class Whole:
    """Rows in a database, their scorecard, and what parts must be told of them."""

    def __init__(self, at, rows, rules, folder):
        self.engine, self.warehouse = at
        self.rules, self.folder = rules, folder
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        self.database, whole = self.warehouse.database(), DuckDb().database()
        for table in TABLES:
            if not rows.get(table):
                continue
            files.append(folder / f"{table}.csv")
            with open(files[-1], "w", newline="") as file:
                writer = csv.DictWriter(file, list(rows[table][0]))
                writer.writeheader()
                writer.writerows(rows[table])
            self.database.load(table, files[-1])
            whole.load(table, files[-1])
        self.tables = [file.stem for file in files]
        self.card = json.loads(run(self.engine, "score", "--rules", rules, *files))
        whole.run(run(self.engine, "sql", "--dialect", "duckdb", "--rules", rules))
        of_rows = whole.connection.execute
        latest = zip(("conversations", "leads", "revenue"), of_rows("select * from bw_horizon").fetchone())
        moment = "{:%Y-%m-%dT%H:%M:%S.%f}Z".format
        told = [f"{name} = \"'{moment(datetime.fromtimestamp(0, timezone.utc) + timedelta(microseconds=at))}'\"\n" for name, at in latest if at is not None]
        names = [name for (name,) in of_rows("select distinct event from bw_in_events where event is not null order by event").fetchall()]
        whole.close()
        self.told = f"[whole]\n{''.join(told)}events = {json.dumps(names)}\n"

    def part(self, title, where, *dates):
        """The cube of the rows of each table that a condition holds for."""
        schema = self.folder / f"{title}.toml"
        sources = [f"[tables.{table}]\nfrom = '''(select * from {table} where {where(table)})'''\n" for table in self.tables]
        schema.write_text(self.told + "".join(sources))
        return cube_of(self.engine, self.warehouse, self.database, self.rules, self.folder / f"{title}.csv", "--schema", schema, *dates)

    def months(self, ends, first="", last=""):
        """What differs in the cubes of dates that follow one another, each of which reads no further than it must."""
        def near(table):
            return REACH.format(quote=self.database.quote, date=DATED[table], first=first, last=last)
        starts = [None, *(end + timedelta(days=1) for end in ends)]
        cubes = []
        for place, (start, end) in enumerate(zip(starts, [*ends, None])):
            dates = [*(["--from", start] if start else []), *(["--to", end] if end else [])]
            cubes.append(self.part(f"part-{place}", near, *dates))
        return self.differing(cubes)

    def differing(self, cubes):
        found = held(json.loads(json.dumps(self.card)), json.loads(run(self.engine, "score", *cubes)))
        return [(path, whole, parts) for path, whole, parts in found if parts is not None or not OF_PERSONS.search(path)]


def rows_of(engine, files, rules):
    """Rows as Botworth reads them."""
    return {table: list(csv.DictReader(run(engine, "export", "--what", table, "--rules", rules, *files).splitlines(keepends=True)))
            for table in TABLES}


def named_by(table, row):
    """The keys by which a row is tied to others: those of persons, and ids of leads, orders and tickets, which events name too."""
    kind = {"purchase_after_chat": "revenue", "deal_won": "revenue", "ticket_created": "tickets"}.get(row.get("event"), "leads")
    own = [(kind, row.get("id"))] if table == "events" else [(table, row.get(name)) for name in ("lead_id", "order_id", "ticket_id")]
    keys = [(name, row.get(name)) for name in KEYS]
    return [(name, value.strip().lower()) for name, value in keys + own if value and value.strip()]


def persons(rows):
    """The person of each row, by table; rows of one person share a key, through others too."""
    above = {}

    def top(key):
        while above.setdefault(key, key) != key:
            above[key] = key = above[above[key]]
        return key
    for table in TABLES:
        for row in rows[table]:
            keys = named_by(table, row)
            for key in keys[1:]:
                above[top(key)] = top(keys[0])
    return {table: [top(named_by(table, row)[0]) if named_by(table, row) else None for row in rows[table]] for table in TABLES}


def near(rows, days=10):
    """Rows whose persons are known by one key, and that name nothing further away than some days."""
    first = {}
    kept = {table: [] for table in TABLES}
    for table in TABLES:
        for row in rows[table]:
            at = datetime.fromisoformat(row[DATED[table]].replace("Z", "+00:00")).replace(tzinfo=None) if table != "exposure" else None
            ids = [key for key in named_by(table, row) if key[0] not in KEYS[1:]] if at else []
            if all(abs(first.setdefault(key, at) - at) <= timedelta(days=days) for key in ids):
                kept[table].append(row)
    of = persons(kept)
    numbers = {}
    for table in TABLES:
        for row, person in zip(kept[table], of[table]):
            row.update({key: "" for key in KEYS[2:] if key in row})
            if "user_id" in row:
                row["user_id"] = "" if person is None else f"p{numbers.setdefault(person, len(numbers))}"
    return kept


def random_rows(engine, seed, folder, days=240):
    files, rules = write_rows(seed, 700, folder, days)
    return rows_of(engine, files, rules), rules


def thirds(rows):
    """Two dates that cut the chats in three."""
    dates = sorted(row["started_at"][:10] for row in rows["conversations"]) or sorted(row["timestamp"][:10] for row in rows["events"])
    return [datetime.fromisoformat(dates[len(dates) * part // 3]).date() for part in (1, 2)]


def months_of_sample(at, _, folder):
    files, rules = sample(at[0], folder / "rows")
    rows = rows_of(at[0], files, rules)
    return Whole(at, rows, rules, folder).months(thirds(rows))


def months(at, seed, folder):
    rows, rules = random_rows(at[0], seed, folder / "rows")
    rows = near(rows)
    return Whole(at, rows, rules, folder).months(thirds(rows))


def months_with_far_rows(at, seed, folder):
    """Persons tied, and chats named, by rows of any date: only what the docs name may differ."""
    rows, rules = random_rows(at[0], seed, folder / "rows")
    found = Whole(at, rows, rules, folder).months(thirds(rows))
    yield from [] if found else [("nothing differs", "something", None)]
    yield from (difference for difference in found if not OF_FAR_ROWS.search(difference[0]))


def regions(at, seed, folder):
    """Rows of two regions that share no person, each counted where it is."""
    rows, rules = random_rows(at[0], seed, folder / "rows")
    of = persons(rows)
    for table in TABLES:
        for row, person in zip(rows[table], of[table]):
            row["region"] = str(sum(map(ord, "".join(person) if person else row.get("channel", ""))) % 2)
    whole = Whole(at, rows, rules, folder)
    return whole.differing([whole.part(f"region-{region}", lambda _, region=region: f"region = '{region}'") for region in "01"])


def channels(at, seed, folder):
    """Parts by channel, of persons who keep to one."""
    rows, rules = random_rows(at[0], seed, folder / "rows")
    of, names = persons(rows), ["web", "messenger", "instagram"]
    for table in TABLES:
        for row, person in zip(rows[table], of[table]):
            row["part"] = names[sum(map(ord, "".join(person) if person else row.get("channel", ""))) % 3]
            if "channel" in row:
                row["channel"] = row["part"]
    whole = Whole(at, rows, rules, folder)
    return whole.differing([whole.part(f"channel-{name}", lambda _, name=name: f"part = '{name}'") for name in names])


def edges(at, _, folder):
    """Rows at the very edges: all is right with the days that are asked for, and wrong with one less at either end."""
    rules = folder / "rules.json"
    folder.mkdir(parents=True, exist_ok=True)
    rules.write_text(json.dumps({"time_zone": "UTC", "currency": "EUR", "recontact_days": 40, "flow_kind": {"help": "support"}}))
    chats = [{"conversation_id": f"c{day}", "started_at": f"2026-{day}T10:00:00Z", "ended_at": f"2026-{day}T10:05:00Z", "user_id": f"u{day}",
              "user_turns": "3", "resolution": "assumed", "handoff": "none", "eligible": "true", "flow": "help"}
             for day in ("01-10", "03-15", "05-05", "05-20", "06-25", "09-01")]
    # Ends after midnight of the last date; its person comes back 40 days later, on the 41st day after that date.
    late = {**chats[0], "conversation_id": "late", "user_id": "late", "started_at": "2026-05-31T23:30:00Z", "ended_at": "2026-06-01T00:30:00Z"}
    again = {**late, "conversation_id": "again", "started_at": "2026-07-11T00:20:00Z", "ended_at": "2026-07-11T00:25:00Z"}
    # Begins 90 days before an order of the first date, and a little more: no touch of it. Its last event alone would be.
    order = {"order_id": "o1", "at": "2026-05-01T00:10:00Z", "amount": "100", "user_id": "early", "currency": "EUR", "status": "paid"}
    early = [{"event": event, "timestamp": at, "conversation_id": "early", "user_id": "early", "flow": "help"}
             for event, at in (("user_message", "2026-01-30T23:59:00Z"), ("user_message", "2026-01-31T00:15:00Z"))]
    rows = {"conversations": [*chats, late, again], "events": early, "revenue": [order, {**order, "order_id": "o2", "at": "2026-08-30T10:00:00Z", "user_id": "u09"}]}
    whole = Whole(at, rows, rules, folder)
    ends = [datetime(2026, 4, 30).date(), datetime(2026, 5, 31).date()]
    yield from whole.months(ends)
    for title, less in (("first", {"first": "+ 1"}), ("last", {"last": "- 1"})):
        yield from [] if whole.months(ends, **less) else [(f"the {title} day is left out", "some number differs", None)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--dialect", choices=list(ENGINES), default="duckdb")
    parser.add_argument("--seeds", default="1-2", help="such as 1-3 or 7")
    parser.add_argument("--only", default="", help="part of the names of sets")
    parser.add_argument("--show", type=int, default=40, help="differences printed for each set")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    sets = [("edges", edges, None), ("months of the sample", months_of_sample, None)]
    sets += [(f"{name}, seed {seed}", compared, seed) for seed in seeds for name, compared in (
        ("months", months), ("months with far rows", months_with_far_rows), ("regions", regions), ("channels", channels))]
    with tempfile.TemporaryDirectory() as folder, ENGINES[options.dialect]() as warehouse:
        report_all(((title, list(compared((options.engine, warehouse), seed, Path(folder) / str(place))))
                    for place, (title, compared, seed) in enumerate(sets) if options.only in title), options.show)


if __name__ == "__main__":
    main()
