"""A release of the same files is the same bytes, wherever they lie and whenever they were written: the archiver alone, on two small
clones in folders of other names. The last line counts."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

SERVED = {"index.html": "<!doctype html>", "SHA256SUMS": "0  index.html\n", "v1/embed/index.html": "<!doctype html><p>", "app.wasm": "\0asm"}


def clone(folder, served, order, moment, mode):
    """A built clone in a folder: what is served, and one package that is linked into it, with its licence."""
    dist, package = folder / "dist", folder / "registry/serde-1.0.0"
    for name in order(served):
        path = dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(served[name])
        os.utime(path, (moment, moment))
        path.chmod(mode)
    package.mkdir(parents=True)
    for name in order(["LICENSE-MIT", "LICENSE-APACHE", "lib.rs"]):
        (package / name).write_text(f"the words of {name}\n")
    target = [{"kind": ["lib"]}]
    own = {"id": "own", "name": "botworth", "version": "9.9.9", "license": "MIT", "targets": target, "manifest_path": str(folder / "Cargo.toml")}
    linked = own | {"id": "linked", "name": "serde", "version": "1.0.0", "manifest_path": str(package / "Cargo.toml")}
    nodes = [{"id": "own", "deps": [{"pkg": "linked", "dep_kinds": [{"kind": None}]}]}, {"id": "linked", "deps": []}]
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps({"packages": order([own, linked]), "resolve": {"root": "own", "nodes": order(nodes)}}))
    return dist, metadata


def released(folder, *how):
    """What the archiver makes of a clone, by name; bytes."""
    folder.mkdir(parents=True)
    dist, metadata = clone(folder, *how)
    subprocess.run([sys.executable, ".ci/release.py", str(dist), str(metadata), str(folder / "out")], check=True, stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def main():
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        one = released(scratch / "one", SERVED, list, 1_000_000_000, 0o644)
        two = released(scratch / "elsewhere/of another name", SERVED, lambda names: list(reversed(list(names))), 1_700_000_000, 0o600)
        other = released(scratch / "other", SERVED | {"app.wasm": "\0asn"}, list, 1_000_000_000, 0o644)
        names = sorted(zipfile.ZipFile(scratch / "one/out/botworth-9.9.9.zip").namelist())
        expected = sorted([*(f"botworth/{name}" for name in SERVED), "LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY.txt"])
        checks = {
            "two folders, other dates, rights and orders, give the same bytes": len(one) == 3 and one == two,
            "one byte of what is served gives another archive": one["botworth-9.9.9.zip"] != other["botworth-9.9.9.zip"],
            "the archive holds what is served and the licences": names == expected,
        }
    for name, holds in checks.items():
        print(f"{'ok    ' if holds else 'FAILED'}  {name}")
        failed.extend([] if holds else [name])
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")
    return len(failed) > 0


sys.exit(main())
