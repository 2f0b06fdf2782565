"""Holds the scorecard of a cube against that of the rows.

    python against_rows.py BOTWORTH [--dialect duckdb] [--seeds 1-3] [--show 20]

The rows, as Botworth reads them, are loaded into an engine, which runs the program of `botworth sql`; then `botworth score` of the
cube must print what it prints of the rows. Prints every number that differs by its path. Numbers are equal within 1e-9 of their
size, medians of lengths of time within 1 %, everything else exactly.
"""

import argparse
import collections
import copy
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "reference"))
from compare import differences, report_all  # noqa: E402
from engines import ENGINES  # noqa: E402
from rows import write_rows  # noqa: E402

TABLES = ["conversations", "events", "leads", "revenue", "touches", "exposure", "tickets"]
# A median of lengths of time, its interval, and what is told of it in findings.
LENGTHS = re.compile(r"\.(first_useful_answer|duration_s|days_to_stage)\.(value|interval\[\d\])$|human_first_answer_s$|"
                     r"change\.first_useful_answer\.(from|to|delta)$|evidence\.first_useful_answer")
# Files differ as rows and cube do; what checks ask of rows they cannot ask of a cube.
LEFT_OUT = ("files", "checks")
# What joined cubes do not know: a person may stand in both.
OF_PERSONS = re.compile(r"^counts\.persons$|attributed_revenue(\.parts\.\w+)?\.interval$|roi\.intervals\.(gross_profit|value|percent)$")
# A cube holds no question.
OF_QUESTIONS = ("growing_gap",)


def run(engine, *arguments):
    done = subprocess.run([engine, *map(str, arguments)], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments[0]}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode()


def loaded(engine, warehouse, files, rules, folder):
    """A database with the rows as Botworth reads them."""
    database = warehouse.database()
    for table in TABLES:
        path = folder / f"{table}.rows.csv"
        path.write_text(run(engine, "export", "--what", table, "--rules", rules, *files))
        if len(path.read_text().splitlines()) > 1:
            database.load(table, path)
    return database


def loaded_as_they_are(engine, warehouse, files, rules, folder):
    """A database with the files' own cells, those that nobody can read too; of files that are no tables as Botworth reads them."""
    database = warehouse.database()
    for path in files:
        if path.suffix != ".csv":
            whole = folder / f"{path.stem}.rows.csv"
            whole.write_text(run(engine, "export", "--what", path.stem, "--rules", rules, *files))
            path = whole
        database.load(path.stem.removesuffix(".rows"), path)
    return database


def cube_of(engine, warehouse, database, rules, cube, *more):
    database.run(run(engine, "sql", "--dialect", warehouse.word, "--rules", rules, *more))
    return database.write_cube(cube)


def is_near(path, expected, got):
    numbers = all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in (expected, got))
    return bool(LENGTHS.search(path)) and numbers and abs(expected - got) <= max(0.01 * abs(expected), 0.02 if path.endswith("delta") else 0)


def compare(engine, warehouse, files, rules, folder, load=loaded):
    expected = json.loads(run(engine, "score", "--rules", rules, *files))
    database = load(engine, warehouse, files, rules, folder)
    cube = cube_of(engine, warehouse, database, rules, folder / "cube.csv")
    is_duckdb = warehouse.word == "duckdb"
    others = [database.write_parquet("bw_cube", folder / "cube.parquet"), database.write_ndjson(folder / "cube.ndjson")] if is_duckdb else []
    database.close()
    of_cube = json.loads(run(engine, "score", cube))
    for other in others:
        yield from held(copy.deepcopy(of_cube), json.loads(run(engine, "score", other)))
    yield from held(expected, of_cube)


def compare_parts(engine, warehouse, files, rules, folder):
    """Cubes of dates that follow one another, opened together: all but persons, and the intervals that need them."""
    expected = json.loads(run(engine, "score", "--rules", rules, *files))
    database = loaded(engine, warehouse, files, rules, folder)
    ends = [("--to", "2026-04-30"), ("--from", "2026-05-01", "--to", "2026-06-30"), ("--from", "2026-07-01")]
    cubes = [cube_of(engine, warehouse, database, rules, folder / f"cube-{place}.csv", *dates) for place, dates in enumerate(ends)]
    database.close()
    for path, rows, cubes in held(expected, json.loads(run(engine, "score", *cubes))):
        if cubes is not None or not OF_PERSONS.search(path):
            yield path, rows, cubes


def compare_typed(engine, warehouse, files, rules, folder):
    """Tables with types, without columns that are empty; chats under other names, told in a mapping."""
    expected = json.loads(run(engine, "score", "--rules", rules, *files))
    database = loaded(engine, warehouse, files, rules, folder)
    mapping, parquet = [], []
    for table in TABLES:
        with open(folder / f"{table}.rows.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        if not rows:
            continue
        filled = [column for column in rows[0] if any(row[column] for row in rows)] + ["input_order"]
        name = "raw_chats" if table == "conversations" else table
        database.retype(table, filled, name)
        if warehouse.word == "duckdb":
            parquet.append(database.write_parquet(name, folder / f"{table}.parquet"))
        mapping.append(f'[tables.{table}]\nfrom = "{name}"\n')
        if table == "conversations":
            mapping.append(f"[tables.{table}.columns]\n")
            mapping += [f"{column} = '{database.quote}{column}{database.quote}'\n" for column in filled]
    schema = folder / "mapping.toml"
    schema.write_text("".join(mapping))
    cube = cube_of(engine, warehouse, database, rules, folder / "cube.csv", "--schema", schema)
    database.close()
    yield from held(expected, json.loads(run(engine, "score", cube)))


PLACE = ("channel", "flow", "intent", "language", "source", "medium", "campaign", "page", "in_business_hours")
# Groups of a suppressed cube: what somebody who knows a date and values could look for.
GROUPS = {"chats": ("day", *PLACE), "leads": ("own_day", "own_source", *PLACE), "orders": ("own_day", "state"), "tickets": ("own_day",),
          "exposure": ("day", "channel", "flow", "page")}


def compare_suppressed(engine, warehouse, files, rules, folder):
    expected = json.loads(run(engine, "score", "--rules", rules, *files))
    database = loaded(engine, warehouse, files, rules, folder)
    cube = cube_of(engine, warehouse, database, rules, folder / "cube.csv", "--suppress")
    database.close()
    yield from suppressed(engine, expected, cube, rules)


def suppressed(engine, expected, cube, rules):
    """What is wrong in a cube without small groups: none is left, and it and the scorecard name every number that differs."""
    below = json.loads(Path(rules).read_text()).get("suppress_below", 5)
    with open(cube, newline="") as file:
        rows = list(csv.DictReader(file))
    sizes = collections.Counter()
    for row in rows:
        if row["part"] in GROUPS:
            sizes[row["part"], tuple(row[column] for column in GROUPS[row["part"]])] += int(row["n"])
        elif row["n"] and row["part"] in ("money", "attribution"):
            sizes[row["part"], tuple(row[column] for column in ("split", "name", "board", "model", "window_days", "measure"))] += int(row["n"])
    yield from ((f"group {group} of {part}", f"0, or {below} at least", size) for (part, group), size in sizes.items() if 0 < size < below)
    got = json.loads(run(engine, "score", cube))
    named = {row["name"] for row in rows if row["measure"] == "differs"}
    if bool(named) != any(check["check"] == "groups_folded" for check in got["checks"]):
        yield "checks.groups_folded", bool(named), got["checks"]
    if not named:
        yield "nothing was folded", "something", None
    for path, of_rows, of_cube in held(expected, got):
        if not any(f".{name}." in f".{path}." for name in named):
            yield path, of_rows, of_cube


def held(expected, got):
    for card in (expected, got):
        for key in LEFT_OUT:
            card.pop(key)
    yield from (found for found in differences(expected, got) if not is_near(*found))
    # The reference names what it does not hold against the engine; the findings of a cube are held against those of the rows.
    told = [[(finding["rule"], finding["segment"]) for finding in card["findings"] if finding["rule"] not in OF_QUESTIONS]
            for card in (expected, got)]
    yield from [("findings", *told)] if told[0] != told[1] else []
    if expected["rules_hash"] != got["rules_hash"]:
        yield "rules_hash", expected["rules_hash"], got["rules_hash"]


def sample(engine, folder):
    run(engine, "sample", "--out", folder)
    files = [path for path in folder.iterdir() if path.stem != "rules"]
    return files, folder / "rules.json"


# Cells that are kept out, and at the edges those that are not.
WRONG_CELLS = {
    "started_at": ["1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "yesterday", "2026-02-30T10:00:00Z", ""],
    "user_turns": ["5000000000", "4294967295", "-1", "2.5", "3.0", "1e2", "many"],
    "fallbacks": ["5000000000", "-1", "x"],
    "duration_s": ["-3", "1e16", "1e15", "long"],
    "first_useful_s": ["-3", "1e16", "Never", "soon"],
    "csat": ["1e16", "-1e16", "good", "4.5"],
    "cost": ["1e16", "-1e16", "nan", "inf", "1_000", "-0.25"],
    "engaged": ["maybe", "Yes", "0"],
    "resolution": ["CONFIRMED", "perhaps"],
}


def wrong_cells(folder):
    """Chats of which every other has one cell that is out of range or none of its kind."""
    chats = [{"conversation_id": f"c{at}", "started_at": f"2026-03-{at % 28 + 1:02}T{at % 24:02}:00:00Z", "user_id": f"u{at % 90}", "flow": "faq",
              "channel": ("web", "app")[at % 2], "user_turns": str(at % 5), "fallbacks": str(at % 2), "duration_s": str(at % 300),
              "first_useful_s": str(at % 40), "csat": str(at % 5 + 1), "cost": "0.02", "engaged": "true", "resolution": ("none", "confirmed")[at % 2]}
             for at in range(400)]
    wrong = [(column, cell) for column, cells in WRONG_CELLS.items() for cell in cells]
    for at, chat in enumerate(chats[::2]):
        column, cell = wrong[at % len(wrong)]
        chat[column] = cell
    path, rules = folder / "conversations.csv", folder / "rules.json"
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(chats[0]))
        writer.writeheader()
        writer.writerows(chats)
    rules.write_text(json.dumps({"time_zone": "Europe/Berlin", "currency": "EUR"}))
    return [path], rules


# Tables with an id, and what else every row of them needs.
NEEDED = {"conversations": ["started_at"], "leads": ["created_at"], "revenue": ["at", "amount"], "tickets": ["created_at"]}


def rejected_rows(engine, folder):
    """The sample and, of each table with an id, rows that lack what they need: of an id that is there or not, with somebody else's keys and other words."""
    files, rules = sample(engine, folder)
    for path in files:
        if path.stem not in NEEDED:
            continue
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        names, identity = list(rows[0]), next(iter(rows[0]))
        wrong = []
        for at, row in enumerate(rows[:240:8]):
            other, lacks = rows[-1 - at], NEEDED[path.stem][at % len(NEEDED[path.stem])]
            of = {key: other[key] for key in ("user_id", "anonymous_id", "email", "phone") if other.get(key)}
            of |= {"status": "refunded", "csat": "5", "origin": "form", "resolution": "confirmed"}
            of |= {identity: f"nobody-{at}"} if at % 5 == 0 else {}
            wrong.append(row | {name: cell for name, cell in of.items() if name in names} | {lacks: ("nope", "", "31.02.2026")[at % 3]})
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows + wrong)
    return files, rules


def compare_as_they_are(engine, warehouse, files, rules, folder):
    return compare(engine, warehouse, files, rules, folder, loaded_as_they_are)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--dialect", choices=list(ENGINES), default="duckdb")
    parser.add_argument("--seeds", default="1-3", help="such as 1-3 or 7")
    parser.add_argument("--only", default="", help="part of the names of sets")
    parser.add_argument("--rows", type=int, default=1_500, help="conversations of each random set")
    parser.add_argument("--show", type=int, default=40, help="differences printed for each set")
    parser.add_argument("--keep", help="a folder in which the data stays")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    with tempfile.TemporaryDirectory() as temporary, ENGINES[options.dialect]() as warehouse:
        folder = Path(options.keep or temporary)
        sets = [("sample", compare, lambda folder: sample(options.engine, folder)),
                ("sample in three parts", compare_parts, lambda folder: sample(options.engine, folder)),
                ("sample with types and a mapping", compare_typed, lambda folder: sample(options.engine, folder))]
        sets += [("wrong cells", compare_as_they_are, wrong_cells),
                 ("sample as it is", compare_as_they_are, lambda folder: sample(options.engine, folder)),
                 ("rejected rows", compare_as_they_are, lambda folder: rejected_rows(options.engine, folder))]
        sets += [("sample, suppressed", compare_suppressed, lambda folder: sample(options.engine, folder))]
        sets += [(f"seed {seed}, suppressed", compare_suppressed, lambda folder, seed=seed: write_rows(seed, options.rows, folder))
                 for seed in range(int(first), min(int(first) + 2, int(last or first) + 1))]
        sets += [(f"seed {seed}", compare, lambda folder, seed=seed: write_rows(seed, options.rows, folder))
                 for seed in range(int(first), int(last or first) + 1)]

        def found(title, compared, make):
            place = folder / title.replace(" ", "-").replace(",", "")
            place.mkdir(parents=True, exist_ok=True)
            return title, list(compared(options.engine, warehouse, *make(place), place))
        report_all((found(*one) for one in sets if options.only in one[0]), options.show)


if __name__ == "__main__":
    main()
