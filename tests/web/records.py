"""Files as clerks bring them and auditors take them."""

import csv
import io
import json
from collections.abc import Sequence

from core.ids import MeetingId
from core.journal import Entry


def csv_of(rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def rows_of(content: bytes) -> list[list[str]]:
    """A table that was downloaded, as a spreadsheet would read it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def entries_of(content: bytes) -> list[Entry]:
    """The journal's file, read back as an auditor's program would."""
    lines = [json.loads(line) for line in content.splitlines()]
    return [Entry(**{**line, "meeting": MeetingId(line["meeting"])}) for line in lines]
