"""Every page of the house is looked at in a browser, or it stands here why not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.routing import Route

from web.app import create_app
from web.settings import settings

HERE = Path(__file__).parent
BLANK = re.compile(r"\{[^}]*\}")
FILES = re.compile(
    r"\.(csv|json|jsonl|xlsx|zip|txt|pdf|docx)$|/file$|^/calendars/|/said/[^/]+/[^/]+$"
)
LOOPED = "in a loop over such pages: around.handing_out"
POLLED = "in a loop over such pages: rooms.polling"
BOX = "browser/secret walks it with its own server"
NOT_TOURED = {
    "/clock": "a number for scripts",
    "/m/{}/notices/fresh": "a piece of a page",
    "/language/{}": "leads on",
    "/reports/{}/photo": "a picture",
    "/matters/{}/photos/{}": "a picture",
    "/letters/{}": "leads on",
    "/B/{}": "the same as /b/{}",
    "/Q/{}": "the same as /q/{}",
    "/T/{}": "the same as /t/{}; the story of a yard takes it from the print",
    "/q/{}": "a card's code is told once, on paper: test_poll_pages",
    "/r/{}": BOX,
    "/m/{}/rounds/{}/slips": BOX,
    "/m/{}/floor": "leads to the item that is on",
    "/m/{}/documents/{}": "documents are looked at as files: tests/web/documents",
    "/m/{}/documents/issue": "documents are looked at as files: tests/web/documents",
    **dict.fromkeys(
        ("/m/{}/guide/agenda", "/m/{}/guide/seat", "/m/{}/guide/delegation"), LOOPED
    ),
    "/m/{}/notices": LOOPED,
    **{
        f"/m/{{}}/desk/polls/{{}}/{one}": POLLED
        for one in ("panel", "letters", "groups", "paper", "typing")
    },
}


def pages() -> set[str]:
    with TemporaryDirectory() as folder:
        routes = create_app(settings(Path(folder))).routes
    return {
        BLANK.sub("{}", one.path)
        for one in routes
        if isinstance(one, Route)
        and "GET" in (one.methods or ())
        and not FILES.search(one.path)
    }


def spoken(node: ast.AST) -> str:
    """A string of the source, with a blank for whatever is put in at run time."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(values):
            return "".join(spoken(one) for one in values)
        case ast.FormattedValue(ast.Attribute(attr="m")):
            return "/m/{}"
        case ast.Attribute(attr="m"):
            return "/m/{}"
        case ast.Attribute(attr="ballot"):
            return "/m/{}/rounds/{}/ballot"
        case ast.Attribute(attr="screen"):
            return "/s/{}"
        case ast.Call(ast.Attribute(attr="screen"), [_, ast.Constant(str(path))]):
            return f"/s/{{}}{path}"
    return "{}"


def visited() -> Iterator[str]:
    for file in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant | ast.JoinedStr | ast.Attribute | ast.Call):
                yield spoken(node)


def test_every_page_is_toured() -> None:
    assert sorted(pages() - set(visited()) - NOT_TOURED.keys()) == []
    assert sorted(NOT_TOURED.keys() - pages()) == [], "no such page any more"
