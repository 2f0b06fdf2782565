"""The engines that run the program of `botworth sql`, each on this machine only.

An engine is opened once; each of its databases takes rows as CSV, runs programs and writes the cube as its page in docs says.
"""

import csv
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path


def statements(sql):
    """The program's statements; no text in it holds a semicolon at the end of a line."""
    for statement in re.split(r";\s*\n", sql):
        if re.sub(r"--.*", "", statement).strip():
            yield statement


def columns_of(path):
    with open(path, newline="") as file:
        return next(csv.reader(file))


TIMES = {"started_at", "ended_at", "timestamp", "created_at", "mql_at", "sql_at", "disqualified_at", "meeting_booked_at", "meeting_held_at",
         "first_reply_at", "solved_at", "at"}
TRUTHS = {"engaged", "bot_involved", "test", "missing_answer", "goal_completed", "eligible", "survey_offered", "meeting_qualified", "agent"}
NUMBERS = {"user_turns", "bot_turns", "fallbacks", "duration_s", "csat", "csat_max", "cost", "amount", "gross_profit", "value"}


class Database:
    """What every engine's database does alike."""

    quote = '"'
    time = "timestamp with time zone"

    def retype(self, table, columns, name):
        """Makes a table of these columns with types of their own, under a name, in place of the one of texts."""
        def cell(column):
            quoted = f"{self.quote}{column}{self.quote}"
            of_type = (self.time if column in TIMES else "boolean" if column in TRUTHS else "double precision" if column in NUMBERS else
                       "date" if column == "date" else None)
            of_type = "double" if of_type == "double precision" and self.quote == "`" else of_type
            return f"cast({quoted} as {of_type}) as {quoted}" if of_type else quoted
        self.execute(f"create table typed as select {', '.join(map(cell, columns))} from {table}")
        self.execute(f"drop table {table}")
        self.execute(f"alter table typed rename to {name}")


class DuckDb:
    word = "duckdb"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def database(self):
        return DuckDbDatabase()


class DuckDbDatabase(Database):
    def __init__(self, path=":memory:"):
        import duckdb
        self.connection = duckdb.connect(str(path))

    def execute(self, statement):
        self.connection.execute(statement)

    def load(self, table, path):
        self.connection.execute(f"create table {table} as select *, cast(row_number() over () as varchar) as input_order "
                                f"from read_csv('{path}', all_varchar = true, header = true)")

    def run(self, sql):
        for statement in statements(sql):
            self.connection.execute(statement)

    def write_cube(self, path):
        self.connection.execute(f"copy bw_cube to '{path}' (header)")
        return path

    def write_ndjson(self, path):
        self.connection.execute(f"copy bw_cube to '{path}' (format json)")
        return path

    def write_parquet(self, table, path):
        self.connection.execute(f"copy {table} to '{path}' (format parquet)")
        return path

    def close(self):
        self.connection.close()


class Postgres:
    """A server of its own, in a folder that goes with it, reached by a socket in that folder alone."""

    word = "postgres"

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="postgres"))
        # The server refuses to run as root.
        self.as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_owner:
            shutil.chown(self.folder, "postgres")
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.server("initdb", "-D", self.folder / "data", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "botworth")
        # What a fall of the machine would lose is made again.
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c max_wal_size=4GB"
        self.server("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", settings, "start")
        self.count = 0
        return self

    def __exit__(self, *_):
        self.server("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def server(self, program, *arguments):
        done = subprocess.run([*self.as_owner, self.programs / program, *map(str, arguments)], cwd=self.folder, text=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise SystemExit(f"{program}: {done.stderr}")

    def database(self):
        self.count += 1
        name = f"rows{self.count}"
        self.ask("postgres", f"create database {name}")
        return PostgresDatabase(self, name)

    def ask(self, database, *commands, text=None):
        """Runs commands by psql, or a text as a file."""
        arguments = [argument for command in commands for argument in ("-c", command)] or ["-f", "-"]
        done = subprocess.run(["psql", "-X", "-q", "-h", self.folder, "-U", "botworth", "-d", database, "--set", "ON_ERROR_STOP=1", *arguments],
                              input=text, text=True, capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"psql: {done.stderr}")
        return done.stdout


class PostgresDatabase(Database):
    def __init__(self, server, name):
        self.server, self.name = server, name

    def execute(self, statement):
        self.server.ask(self.name, statement)

    def load(self, table, path):
        columns = columns_of(path)
        listed = ", ".join(f'"{column}"' for column in columns)
        typed = ", ".join(f'"{column}" text' for column in columns)
        self.server.ask(self.name, f"create table {table} ({typed}, input_order bigint generated always as identity)",
                        f"\\copy {table} ({listed}) from '{path}' csv header")

    def run(self, sql):
        self.server.ask(self.name, text=sql)

    def write_cube(self, path):
        self.server.ask(self.name, f"\\copy bw_cube to '{path}' csv header")
        return path

    def close(self):
        self.server.ask("postgres", f"drop database {self.name}")


class Spark:
    """A cluster of several executors, each a process, in a folder that goes with it."""

    word = "spark"
    master = os.environ.get("SPARK_MASTER", "local-cluster[2,1,1024]")
    # Few rows end before machine code of the best kind pays.
    java = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"

    def __enter__(self):
        import pyspark
        from pyspark.sql import SparkSession
        os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
        self.folder = Path(tempfile.mkdtemp(prefix="spark"))
        settings = {"spark.sql.warehouse.dir": self.folder / "warehouse", "spark.local.dir": self.folder / "scratch",
                    "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
                    "spark.sql.shuffle.partitions": os.environ.get("SPARK_PARTITIONS", "2"), "spark.worker.cleanup.enabled": "true",
                    "spark.executor.memory": f"{self.master.rstrip(']').split(',')[-1]}m" if "," in self.master else "1g"}
        settings |= {f"spark.{process}.extraJavaOptions": self.java for process in ("driver", "executor") if self.java}
        builder = SparkSession.builder.master(self.master).appName("cube")
        for name, value in settings.items():
            builder = builder.config(name, str(value))
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.count = 0
        return self

    def __exit__(self, *_):
        self.session.stop()
        shutil.rmtree(self.folder)

    def database(self):
        self.count += 1
        return SparkDatabase(self.session, f"rows{self.count}", self.folder)


class SparkDatabase(Database):
    quote = "`"
    time = "timestamp"

    def __init__(self, session, name, folder):
        self.session, self.name, self.folder = session, name, folder
        session.sql(f"create database {name}")
        session.sql(f"use {name}")

    def execute(self, statement):
        self.session.sql(statement)

    def load(self, table, path):
        from pyspark.sql.functions import monotonically_increasing_id
        # Each line in order, and a text with line breaks as one: read by one worker.
        rows = self.session.read.csv(str(path), header=True, multiLine=True, quote='"', escape='"', inferSchema=False)
        rows.coalesce(1).withColumn("input_order", monotonically_increasing_id()).write.saveAsTable(table, format="parquet")

    def run(self, sql):
        for statement in statements(sql):
            self.session.sql(statement)

    def write_cube(self, path):
        written = self.folder / "cube"
        self.session.sql(f"insert overwrite directory '{written}' using csv options (header 'true', escape '\"') "
                         "select /*+ coalesce(1) */ * from bw_cube")
        [part] = written.glob("part-*.csv")
        shutil.copyfile(part, path)
        return path

    def close(self):
        self.session.sql(f"drop database {self.name} cascade")


ENGINES = {engine.word: engine for engine in (DuckDb, Postgres, Spark)}
