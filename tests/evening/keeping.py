"""Afterwards: minutes that two sign, documents, the archive, and another server that has it."""

import hashlib
import re
from pathlib import Path

from typer.testing import CliRunner

from core.zipped import archive_zip, read_zip
from minyi.__main__ import app
from sessions.archive.manifest import JOURNAL
from tests.cast import CHAIR, CLERK, PIN
from tests.evening.hall import ILLNESS
from tests.evening.people import RESIDENT, Session
from tests.web.browse import Person
from tests.web.served import until
from web.documents.shelf import Wanted

REMARK = "会后更正：发言时间以录音为准。"
SHAPES = ("html", "docx", "pdf")
BEGINS = {"html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF"}


def signs_the_minutes(session: Session) -> str:
    """The clerk adds a remark; recorder and chair sign the same bytes; the hash of them."""
    at = f"{session.at}/record"
    session.recorder.done(at, "/remark", {"text": REMARK})
    text = session.recorder.get(f"{at}.txt").content
    assert REMARK in text.decode()
    session.recorder.done(at, "/sign")
    assert session.chair.get(f"{at}.txt").content == text
    digest = hashlib.sha256(text).hexdigest()
    assert digest in session.chair.done(at, "/sign").text
    session.recorder.done(at, "/close")
    minutes = session.sees_minutes()
    assert minutes.count(digest) == 1
    for words in (REMARK, CHAIR, CLERK):
        assert words in minutes, words
    return digest


def documents(session: Session, one: Wanted) -> dict[str, bytes]:
    """A document in every shape, as the clerk downloads it."""
    found = {}
    for shape in SHAPES:
        at = f"{session.at}/documents/{one.kind}.{shape}?lang=zh_CN&of={one.of}"
        answer = session.clerk.get(at)
        assert answer.status_code == 200, answer.text[:500]
        assert answer.content[:15].lower().startswith(BEGINS[shape].lower()), one
        found[shape] = answer.content
    return found


def archives(session: Session) -> dict[str, bytes]:
    """The newest edition, as the clerk downloads both copies of it."""
    page, copies = f"{session.at}/archive", {}
    until(lambda: "第2版" in session.clerk.see(page).text, "the archive of the record")
    html = session.clerk.get(page).text.split("<details>")[0]
    for found in dict.fromkeys(re.findall(r'href="(/archives/\w+/archive.zip)"', html)):
        answer = session.clerk.get(found)
        name = re.findall(r"minyi-(\w+)-2-", answer.headers["content-disposition"])[0]
        copies[name] = answer.content
    assert copies.keys() == {"internal", "public"}
    return copies


def verified(file: Path, archive: bytes) -> int:
    """What `minyi verify` answers to the shell about it."""
    file.write_bytes(archive)
    return CliRunner().invoke(app, ["verify", str(file)]).exit_code


def damaged(archive: bytes) -> bytes:
    """The same archive, with one deputy's vote turned by somebody who can make zips."""
    files = read_zip(archive)
    files[JOURNAL] = files[JOURNAL].replace(b'"marks":"+', b'"marks":"-', 1)
    made = archive_zip(files)
    assert made != archive
    return made


def begins(there: Session) -> None:
    """The first clerk of the other server comes in."""
    there.clerk.done(there.first_badge, "", {"pin": PIN, "pin_again": PIN})


def takes_in(clerk: Person, archive: bytes) -> str:
    """The clerk of another server brings the file there. Where it stands now."""
    answer = clerk.act("/archives/import", file=("file", "archive.zip", archive))
    assert answer.status_code == 303, answer.text[-3000:]
    at, _, taken = str(answer.headers["location"]).partition("?")
    assert taken == "taken=new"
    assert clerk.get(f"{at}/archive.zip").content == archive, "byte for byte"
    return at


def is_open_to_all(there: Session, archive: bytes) -> None:
    """The public copy can be opened to anybody, and says nothing that is nobody's business."""
    at, stranger = takes_in(there.clerk, archive), there.served.browser()
    stranger.see(at, 404)
    there.clerk.done(at, "/open", {"is_open": "1"})
    assert stranger.get(f"{at}/archive.zip").content == archive
    for name, octets in read_zip(archive).items():
        text = octets.decode(errors="replace")
        assert [one for one in (ILLNESS, RESIDENT) if one in text] == [], name


def finds(clerk: Person, words: str) -> list[str]:
    """The archives in which the library finds these words."""
    html = clerk.get("/archives", params={"q": words}).text
    found = html.partition('class="plain finds"')[2].partition('class="plain shelf"')[0]
    return re.findall(r'href="(/archives/\w+)"', found)


def holds_there(clerk: Person, at: str) -> bool:
    """What the page says when it is checked again on the other server."""
    answer = clerk.press(at, "/verify")
    assert answer.status_code == 200
    return 'class="verdict holds"' in answer.text
