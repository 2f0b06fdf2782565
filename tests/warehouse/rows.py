"""Random rows of any number, from the reference's generator."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "reference"))
from generate import Generator  # noqa: E402

LEAD_EVENTS = ("lead_captured_chat", "lead_qualified", "meeting_booked", "meeting_held")


def write_rows(seed, conversations, folder, days=None):
    """Writes one seed's files, of so many days if told; returns their paths and the rules' path."""
    generator = Generator(seed)
    generator.days = days or generator.days
    generator.size = conversations
    generator.people = [generator.person(number) for number in range(conversations * 2 // 3)]
    generator.build()
    # The program wants the id of a lead in each of its events, and says so.
    generator.tables["events"] = [row for row in generator.tables["events"] if row["event"] not in LEAD_EVENTS or row.get("id")]
    return generator.write(folder)
