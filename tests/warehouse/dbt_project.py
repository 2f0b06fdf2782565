"""Builds the dbt project of `botworth sql --dbt` over the sample's rows in DuckDB, and holds its cube against the rows.

    python dbt_project.py BOTWORTH
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from against_rows import held, loaded, run, sample  # noqa: E402
from engines import DuckDb, DuckDbDatabase  # noqa: E402

PROFILE = "botworth:\n  target: here\n  outputs:\n    here:\n      type: duckdb\n      path: {path}\n      threads: 2\n"


class InFile(DuckDb):
    def __init__(self, path):
        self.path = path

    def database(self):
        return DuckDbDatabase(self.path)


def main():
    engine = sys.argv[1]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "sample").mkdir()
        files, rules = sample(engine, folder / "sample")
        path = folder / "rows.duckdb"
        loaded(engine, InFile(path), files, rules, folder).close()
        project = folder / "project"
        run(engine, "sql", "--dialect", "duckdb", "--rules", rules, "--dbt", project)
        (folder / "profiles.yml").write_text(PROFILE.format(path=path))
        dbt = Path(sys.executable).parent / "dbt"
        done = subprocess.run([dbt, "--no-use-colors", "--no-send-anonymous-usage-stats", "build", "--project-dir", project, "--profiles-dir", folder],
                              capture_output=True, text=True, check=False)
        told = re.findall(r"Done\. PASS=(\d+) WARN=(\d+) ERROR=(\d+) SKIP=(\d+)", done.stdout)
        print("dbt: " + (f"{told[-1][0]} models and tests passed, {sum(map(int, told[-1][1:]))} did not" if told else "did not end"))
        if done.returncode or not told or any(map(int, told[-1][1:])):
            print(done.stdout[-5000:], done.stderr[-2000:])
            print("0 passed, 1 failed")
            sys.exit(1)
        database = DuckDbDatabase(path)
        cube = database.write_cube(folder / "cube.csv")
        database.close()
        expected = json.loads(run(engine, "score", "--rules", rules, *files))
        found = list(held(expected, json.loads(run(engine, "score", cube))))
        for place, of_rows, of_cube in found[:20]:
            print(f"  {place}: {of_rows} of the rows, {of_cube} of the cube")
        print(f"the cube of the project is {'not ' if found else ''}that of the rows")
        print(f"{0 if found else 1} passed, {1 if found else 0} failed")
        sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
