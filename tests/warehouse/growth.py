"""How long Spark takes for a cube as rows grow.

    python growth.py BOTWORTH [--events 1000000 3000000] [--memory 2048]

Events of chats, of persons who come back, of leads and of purchases are made in Spark and written as a table; then the program of
`botworth sql` runs over them. Of the smallest number, DuckDB counts the same rows too, and both cubes must give the same scorecard.
Prints seconds for each number, on the clock and of processors (which other work beside it changes little), and by which power of the
number they grow.
"""

import argparse
import collections
import json
import math
import os
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "reference"))
from against_rows import held, run  # noqa: E402
from engines import DuckDb, Spark, SparkDatabase, statements  # noqa: E402

# Eight events a chat: most have an id, all but few a person, who has two chats in half a year. Each number is drawn from the chat's own.
EVENTS = """
select
    case step when 0 then 'chat_opened' when 1 then 'user_message' when 2 then if(luck % 10 = 0, 'bot_fallback', 'bot_message') when 3 then 'user_message'
        when 4 then 'bot_message' when 5 then element_at(array('bot_resolved', 'bot_resolved', 'bot_handoff_human', 'bot_goal_completed', 'page_view'), luck % 5 + 1)
        when 6 then element_at(array('csat_response', 'chat_engaged', 'page_view'), luck % 3 + 1)
        else case when luck % 20 = 0 then 'purchase_after_chat' when luck % 9 = 0 then 'lead_captured_chat' else 'page_view' end end as event,
    date_format(timestamp_micros(1767225600000000 + luck * 15552000L + step * 20000000), "yyyy-MM-dd'T'HH:mm:ss'Z'") as timestamp,
    if(luck % 11 = 0, null, concat('c', chat)) as conversation_id,
    concat('u', person) as user_id,
    if(luck % 3 = 0, concat('a', chat), null) as anonymous_id,
    element_at(array('web', 'web', 'messenger', 'instagram'), luck % 4 + 1) as channel,
    element_at(array('support', 'faq', 'quote'), luck % 3 + 1) as flow,
    element_at(array('order status', 'returns', 'complaint', 'pricing', 'other'), luck % 5 + 1) as intent,
    element_at(array('google', 'newsletter', 'direct'), luck % 3 + 1) as source,
    if(step = 7 and (luck % 20 = 0 or luck % 9 = 0), concat('x', chat), null) as id,
    case when step = 6 then cast(luck % 5 + 1 as string) when step = 7 and luck % 20 = 0 then cast(luck % 200 + 10 as string) end as value,
    'EUR' as currency, chat * 8 + step as input_order
from (select id as chat, cast(pmod(xxhash64(id), 1000000) as int) as luck, pmod(xxhash64(id, 7), {chats} div 2) as person from range({chats})) cross join (select explode(sequence(0, 7)) as step)
"""


def processor_seconds():
    """Of this process and all that it started: driver and executors."""
    used, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, numbers = stat.read_text().rsplit(")", 1)
        except OSError:
            continue
        process, fields = int(name.split(" ", 1)[0]), numbers.split()
        parents[process], used[process] = int(fields[1]), int(fields[11]) + int(fields[12])

    def is_own(process):
        return process == os.getpid() or process in parents and is_own(parents[process])
    return sum(ticks for process, ticks in used.items() if is_own(process)) / os.sysconf("SC_CLK_TCK")


def run_timed(database, program):
    """Runs a program; the seconds on the clock of each statement, by what it makes, those with one name added up."""
    seconds = collections.Counter()
    for statement in statements(program):
        started = time.monotonic()
        database.execute(statement)
        made = re.search(r"bw_\w+", re.sub(r"--.*", "", statement))
        seconds[made[0] if made else "other"] += time.monotonic() - started
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 3_000_000])
    parser.add_argument("--memory", type=int, default=3584, help="megabytes of each of the two executors")
    parser.add_argument("--partitions", type=int, default=24)
    parser.add_argument("--slowest", type=int, default=0, help="so many of the tables that took longest are told")
    options = parser.parse_args()
    Spark.master = f"local-cluster[2,1,{options.memory}]"
    Spark.java = ""
    os.environ["SPARK_PARTITIONS"] = str(options.partitions)
    took = []
    failed = 0
    with tempfile.TemporaryDirectory() as folder, Spark() as warehouse:
        rules = Path(folder) / "rules.json"
        rules.write_text(json.dumps({"time_zone": "Europe/Berlin", "currency": "EUR"}))
        program = run(options.engine, "sql", "--dialect", "spark", "--rules", rules)
        for place, events in enumerate(options.events):
            database = SparkDatabase(warehouse.session, f"events{events}", warehouse.folder)
            warehouse.session.sql(f"create table events using parquet as {EVENTS.format(chats=events // 8)}")
            [[rows]] = warehouse.session.sql("select count(*) from events").collect()
            started, used = time.monotonic(), processor_seconds()
            seconds = run_timed(database, program)
            took.append((rows, time.monotonic() - started, processor_seconds() - used))
            cube = database.write_cube(Path(folder) / "spark.csv")
            lines = sum(1 for _ in open(cube))
            print(f"{rows:>10} events  {took[-1][1]:8.1f} s, of processors {took[-1][2]:8.1f} s, {1e6 * took[-1][2] / rows:6.1f} s a million; cube of {lines} rows, {cube.stat().st_size >> 10} KB", flush=True)
            for made, spent in seconds.most_common(options.slowest):
                print(f"    {spent:8.1f} s {made}", flush=True)
            if place == 0:
                failed += not same_as_duckdb(options.engine, warehouse, events, rules, cube, Path(folder))
            database.close()
    for (few, *before), (many, *after) in zip(took, took[1:]):
        powers = [math.log(late / early) / math.log(many / few) for early, late in zip(before, after)]
        print(f"from {few} to {many} events: grows by the power {powers[0]:.2f}, of processors {powers[1]:.2f}", flush=True)
    print(f"{1 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def same_as_duckdb(engine, warehouse, events, rules, cube, folder):
    database = DuckDb().database()
    database.connection.execute(f"create view events as select * from '{warehouse.folder}/warehouse/events{events}.db/events/*.parquet'")
    database.run(run(engine, "sql", "--dialect", "duckdb", "--rules", rules))
    other = database.write_cube(folder / "duckdb.csv")
    found = list(held(*(json.loads(run(engine, "score", path)) for path in (other, cube))))
    for path, expected, got in found[:20]:
        print(f"  {path}: {expected} of DuckDB, {got} of Spark")
    print(f"the scorecard of {events} events is {'not ' if found else ''}that of DuckDB's cube")
    return not found


if __name__ == "__main__":
    main()
