"""One table in every container and encoding that a person may drop: `python3 containers.py FOLDER`."""

import csv
import gzip
import io
import json
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

HEADER = ["conversation_id", "started_at", "flow", "intent", "user_turns", "fallbacks", "resolution", "handoff", "csat", "csat_max", "question"]
INTENTS = ["返品", "営業時間", "配送状況"]


def conversations():
    for at in range(240):
        is_done = at % 3 != 0
        yield [
            f"c{at:04}",
            f"2026-03-{1 + at % 28:02}T{8 + at % 10:02}:15:00Z",
            "サポート",
            INTENTS[at % 3],
            str(2 + at % 5),
            str(int(at % 11 == 0)),
            "confirmed" if is_done else "unresolved",
            "none" if is_done else "answered",
            ["5", "2", ""][at % 3],
            "5",
            f"{INTENTS[at % 3]}について、教えてください {at}",
        ]


def leads():
    yield ["lead_id", "created_at", "conversation_id", "origin"]
    for at in range(0, 240, 4):
        yield [f"l{at}", f"2026-03-{1 + at % 28:02}T20:00:00Z", f"c{at:04}", "bot"]


def csv_of(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def zip_of(entries):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return held.getvalue()


def workbook_of(sheets):
    """The least that a spreadsheet program writes, its cells as texts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    numbered = list(enumerate(sheets.items(), 1))
    row = lambda cells: "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + "</row>"
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, (name, _) in numbered)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        + "".join(f'<Relationship Id="r{at}" Type="{relations}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at, _ in numbered)
        + "</Relationships>",
    }
    for at, (_, rows) in numbered:
        entries[f"xl/worksheets/sheet{at}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{"".join(map(row, rows))}</sheetData></worksheet>'
    return zip_of(entries)


def locked(archive):
    """The same archive, its entries said to be under a password."""
    held = bytearray(archive)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = held.find(mark)
        while at >= 0:
            held[at + flags] |= 1
            at = held.find(mark, at + 4)
    return bytes(held)


def main(folder):
    rows = list(conversations())
    table = csv_of([HEADER, *rows])
    objects = [dict(zip(HEADER, row)) for row in rows]
    archive = zip_of({"export/2026/chats.csv": table})
    files = {
        "plain.csv": table.encode(),
        "chats.csv.gz": gzip.compress(table.encode()),
        "chats.zip": archive,
        "chats.xlsx": workbook_of({"Chats": [HEADER, *rows]}),
        "chats.ndjson": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in objects).encode(),
        "utf16.csv": table.encode("utf-16"),
        "shift_jis.csv": table.encode("shift_jis"),
        "everything.zip": zip_of(
            {
                "export/chats.csv.gz": gzip.compress(table.encode()),
                "export/crm/leads.xlsx": workbook_of({"Leads": list(leads())}),
                "rules.json": json.dumps({"time_zone": "Asia/Tokyo", "eligible_intents": {"返品": True, "配送状況": True, "営業時間": False}}, ensure_ascii=False),
            }
        ),
        "locked.zip": locked(archive),
        "broken.zip": archive[: len(archive) // 2],
    }
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


main(pathlib.Path(sys.argv[1]))
