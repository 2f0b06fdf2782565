"""Holds the engine against the reference on random data and on METRICS' own examples.

    python compare.py ENGINE_BINARY [--seeds 1-40] [--show 20]

For each seed prints every difference by its path in the scorecard; exits with 1 if there is any. Numbers are equal within
1e-9 of their size, everything else exactly. `needs` codes are compared only as there or not there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import golden
from generate import generate
from reference import scorecard

LISTS = {"funnel": ("step",), "attribution": ("model", "window_days"), "weekly": ("week",), "files": ("name",)}
# Not a second opinion's business: how things are named, what the app derives for display, findings and checks.
SKIPPED = {"engine", "rules_hash", "findings", "checks", "source", "table", "tables", "launched_on", "channel_kind", "form_conversion"}
RELATIVE, ABSOLUTE = 1e-9, 1e-11


def keyed(name, value):
    """A list whose entries have names, as a dict by name."""
    if name in LISTS and isinstance(value, list):
        return {"/".join(str(entry[key]) for key in LISTS[name]): entry for entry in value}
    return value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def differences(expected, got, path=""):
    """(path, expected, got) of everything that is not the same."""
    name = path.rsplit(".", 1)[-1]
    expected, got = keyed(name, expected), keyed(name, got)
    if name == "dropped":
        expected, got = sorted(expected or []), sorted(got or [])
    if name == "horizon" and expected and got:
        expected, got = datetime.fromisoformat(expected), datetime.fromisoformat(got)
    if isinstance(expected, dict) and isinstance(got, dict):
        keys = [key for key in {**expected, **got} if key not in SKIPPED]
        if path == "rules":
            keys = ["derived"]
        if path.startswith("files."):
            keys = [key for key in keys if key in expected]
        if "numerator" in expected and expected["value"] is None and got.get("value") is None:
            keys = [key for key in keys if key not in ("numerator", "denominator")]
        for key in keys:
            inner = f"{path}.{key}" if path else key
            if key == "needs":
                if bool(expected.get(key)) != bool(got.get(key)):
                    yield inner, expected.get(key), got.get(key)
            elif key not in expected or key not in got:
                if expected.get(key) is not None or got.get(key) is not None:
                    yield inner, short(expected.get(key, "(absent)")), short(got.get(key, "(absent)"))
            else:
                yield from differences(expected[key], got[key], inner)
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for place, (one, other) in enumerate(zip(expected, got)):
            yield from differences(one, other, f"{path}[{place}]")
    elif is_number(expected) and is_number(got):
        if abs(expected - got) > max(ABSOLUTE, RELATIVE * max(abs(expected), abs(got))):
            yield path, expected, got
    elif expected != got:
        yield path, short(expected), short(got)


def short(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{{{len(value)} keys}}" if isinstance(value, dict) and len(value) > 6 else value


def engine_scorecard(engine, files, rules):
    done = subprocess.run([engine, "score", "--rules", str(rules), *map(str, files)], capture_output=True, check=False)
    if done.returncode:
        return None, done.stderr.decode(errors="replace")
    return json.loads(done.stdout), None


def report(title, found, show):
    print(f"{title}: {'same' if not found else f'{len(found)} differences'}", flush=True)
    for path, expected, got in found[:show]:
        print(f"  {path}\n    reference {json.dumps(expected, ensure_ascii=False)}\n    engine    {json.dumps(got, ensure_ascii=False)}")
    if len(found) > show:
        print(f"  ... and {len(found) - show} more")


def report_all(results, show):
    """Tells each set's title and differences as they come, counts them, and ends the program."""
    passed = failed = 0
    for title, found in results:
        report(title, found, show)
        passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def compare_files(engine, files, rules):
    expected = json.loads(json.dumps(scorecard([str(file) for file in files], str(rules))))
    got, error = engine_scorecard(engine, files, rules)
    return expected, got, [("(engine)", "a scorecard", error)] if error else list(differences(expected, got))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--seeds", default="1-40", help="such as 1-40 or 7")
    parser.add_argument("--show", type=int, default=40, help="differences printed for each seed")
    parser.add_argument("--keep", help="a folder in which the data stays")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        cases = [(f"golden {name}", lambda name=name: golden.write(name, folder / name), name) for name in golden.EXAMPLES]
        cases += [(f"seed {seed}", lambda seed=seed: generate(seed, folder / str(seed)), None)
                  for seed in range(int(first), int(last or first) + 1)]
        def found(title, make, example):
            expected, got, differing = compare_files(options.engine, *make())
            if example:
                differing += [(f"METRICS, reference: {what}", number, have) for what, number, have in golden.failures(example, expected)]
                if got:
                    differing += [(f"METRICS, engine: {what}", number, have) for what, number, have in golden.failures(example, got)]
            return title, differing
        report_all((found(*case) for case in cases), options.show)


if __name__ == "__main__":
    main()
