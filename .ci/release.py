"""A release as one archive: `release.py DIST METADATA OUT` writes OUT/botworth-VERSION.zip, its hash, and the hash of the list of
what is served (SHA256SUMS), which the page shows of itself where one checks it.

The same sources give the same bytes, in whatever folder and whenever they are built: names are sorted and times are fixed.
"""

import hashlib
import json
import pathlib
import sys
import zipfile

# The first moment that an archive can name.
MOMENT = (1980, 1, 1, 0, 0, 0)
# What is inlined of npm, its notices in the banner of what is inlined.
INLINED = (pathlib.Path(".ci/node_modules/xz-decompress"),)
LICENCES = ("licen", "copying", "notice", "unlicense")


def linked(metadata):
    """The packages that are linked into what is shipped, by name: no build script's, no test's, no macro's."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    waiting, seen = [metadata["resolve"]["root"]], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        for dependency in nodes[at]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            is_macro = any("proc-macro" in target["kind"] for target in packages[dependency["pkg"]]["targets"])
            if is_linked and not is_macro:
                waiting.append(dependency["pkg"])
    others = (packages[at] for at in seen if at != metadata["resolve"]["root"])
    return sorted(others, key=lambda package: (package["name"], package["version"]))


def licences(metadata):
    """Every linked package with its licence and the texts that come with it."""
    said = ["Botworth is made with these packages.\n"]
    for package in linked(metadata):
        said.append(f"\n{'=' * 80}\n{package['name']} {package['version']}: {package['license']}\n")
        folder = pathlib.Path(package["manifest_path"]).parent
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name.lower().startswith(LICENCES):
                said.append(f"\n{path.name}\n\n{path.read_text(errors='replace').strip()}\n")
    for folder in INLINED:
        package = json.loads((folder / "package.json").read_text())
        banner = (folder / package["main"].replace(".js", ".min.js")).read_text().split("*/")[0].strip("/*! \n")
        said.append(f"\n{'=' * 80}\n{package['name']} {package['version']}: {package['license']}\n\n{banner}\n")
    return "".join(said).encode()


def main(dist, metadata, out):
    metadata = json.loads(pathlib.Path(metadata).read_text())
    root = next(package for package in metadata["packages"] if package["id"] == metadata["resolve"]["root"])
    files = {f"botworth/{path.relative_to(dist).as_posix()}": path.read_bytes() for path in pathlib.Path(dist).rglob("*") if path.is_file()}
    files["THIRD-PARTY.txt"] = licences(metadata)
    for name in ("LICENSE-APACHE", "LICENSE-MIT"):
        files[name] = pathlib.Path(name).read_bytes()
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"botworth-{root['version']}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            written.writestr(entry, files[name])
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    (out / f"{archive.name}.sha256").write_text(f"{sha256}  {archive.name}\n")
    listed = hashlib.sha256(files["botworth/SHA256SUMS"]).hexdigest()
    (out / f"botworth-{root['version']}.SHA256SUMS.sha256").write_text(f"{listed}  botworth/SHA256SUMS\n")
    print(f"{sha256}  {archive} ({archive.stat().st_size} bytes)")
    print(f"{listed}  botworth/SHA256SUMS, as the page shows it")


main(*sys.argv[1:])
