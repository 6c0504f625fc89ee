"""Files that people take home."""

from starlette.responses import Response

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
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
