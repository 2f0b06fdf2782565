"""Builds the dbt project of `botworth sql --dbt` over the sample's rows in DuckDB and in PostgreSQL, as it is and suppressed, and holds its
cubes against the rows.

    python dbt_project.py BOTWORTH
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from against_rows import held, loaded, run, sample, suppressed  # noqa: E402
from engines import DuckDb, DuckDbDatabase, Postgres  # noqa: E402


class DuckDbFile(DuckDb):
    """A database that another process opens too."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()

    def database(self):
        return DuckDbDatabase(f"{self.folder.name}/rows.duckdb")

    def profile(self, _):
        return {"type": "duckdb", "path": f"{self.folder.name}/rows.duckdb", "threads": 2}

    def __exit__(self, *_):
        self.folder.cleanup()


class PostgresServer(Postgres):
    def profile(self, database):
        return {"type": "postgres", "host": str(self.folder), "port": 5432, "user": "botworth", "password": "none", "dbname": database.name,
                "schema": "public", "threads": 2}


def main():
    engine = sys.argv[1]
    passed = failed = 0
    for of in (DuckDbFile, PostgresServer):
        for arguments in ((), ("--suppress",)):
            with tempfile.TemporaryDirectory() as temporary, of() as warehouse:
                is_same = builds(engine, warehouse, Path(temporary), arguments)
            passed, failed = passed + is_same, failed + (not is_same)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def builds(engine, warehouse, folder, arguments):
    title = " ".join([warehouse.word, *arguments])
    (folder / "sample").mkdir()
    files, rules = sample(engine, folder / "sample")
    database = loaded(engine, warehouse, files, rules, folder)
    profile = {"botworth": {"target": "here", "outputs": {"here": warehouse.profile(database)}}}
    if warehouse.word == "duckdb":
        # One process at a time.
        database.close()
    project = folder / "project"
    run(engine, "sql", "--dialect", warehouse.word, "--rules", rules, "--dbt", project, *arguments)
    # JSON is YAML too.
    (folder / "profiles.yml").write_text(json.dumps(profile))
    dbt = Path(sys.executable).parent / "dbt"
    done = subprocess.run([dbt, "--no-use-colors", "--no-send-anonymous-usage-stats", "build", "--project-dir", project, "--profiles-dir", folder],
                          capture_output=True, text=True, check=False)
    told = re.findall(r"Done\. PASS=(\d+) WARN=(\d+) ERROR=(\d+) SKIP=(\d+)", done.stdout)
    print(f"{title}: " + (f"{told[-1][0]} models and tests passed, {sum(map(int, told[-1][1:]))} did not" if told else "dbt did not end"))
    if done.returncode or not told or any(map(int, told[-1][1:])):
        print(done.stdout[-5000:], done.stderr[-2000:])
        return False
    database = warehouse.database() if warehouse.word == "duckdb" else database
    cube = database.write_cube(folder / "cube.csv")
    database.close()
    expected = json.loads(run(engine, "score", "--rules", rules, *files))
    found = list(suppressed(engine, expected, cube, rules) if arguments else held(expected, json.loads(run(engine, "score", cube))))
    for place, of_rows, of_cube in found[:20]:
        print(f"  {place}: {of_rows} of the rows, {of_cube} of the cube")
    print(f"{title}: the cube of the project is {'not ' if found else ''}that of the rows")
    return not found


if __name__ == "__main__":
    main()
