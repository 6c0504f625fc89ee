"""Files that people take home."""

from starlette.responses import Response

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
}


def attachment(name: str, content: bytes) -> Response:
    """A download. `name` is ours, plain ASCII, and never made from what people typed."""
    return Response(
        content,
        media_type=TYPES[name.rpartition(".")[2]],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def shown(name: str, content: bytes) -> Response:
    """A file that the browser shows itself if it can; saved, it has this name."""
    return Response(
        content,
        media_type=TYPES[name.rpartition(".")[2]],
        headers={"content-disposition": f'inline; filename="{name}"'},
    )
