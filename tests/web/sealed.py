"""A secret vote before the doors: people with their browsers, and phones without cookies."""

from dataclasses import dataclass
from typing import Any

from httpx2 import Response

from ballots.paper import decode_marks
from ballots.secret.choices import method_of_all
from core.canonical import to_text
from sessions.meeting import Member
from tests.ballots.secret.hall import device_spki
from tests.ballots.secret.voting import GRACE, SecretVote
from tests.cast import PIN, Congress, FixedClock
from tests.web.browse import Browser, Hall

HOME = "https://testserver"
WORD = "杏花春雨"


@dataclass
class Scene:
    hall: Hall
    congress: Congress
    chair: Browser
    vote: SecretVote

    @property
    def m(self) -> str:
        return f"/m/{self.congress.meeting}"

    @property
    def at(self) -> str:
        return f"{self.m}/rounds/{self.vote.round}"

    @property
    def box(self) -> str:
        return f"/box/{self.vote.id}"

    def issue(self, browser: Browser, who: Member) -> Response:
        ask = self.vote.request(who, self.vote.blinded(who))
        form = {
            "blinded": to_text(b"".join(self.vote.blinded(who))),
            "device": to_text(ask.device),
            "signature": to_text(ask.signature),
        }
        return browser.post(
            f"{self.at}/issue", data=form, headers={"accept": "application/json"}
        )

    def cast(self, who: Member, signs: str, **headers: str) -> Response:
        """As a phone does: without a cookie."""
        self.hall.do(self.vote.issue, who)
        marks = decode_marks(method_of_all(self.vote.manifest), signs)
        records = self.vote.filled(who, marks)
        self.vote.records[who.person] = records
        return self.post(self.body(records), **headers)

    def body(self, records: Any) -> bytes:
        pairs = enumerate(records, start=1)
        return b"".join(no.to_bytes(2, "big") + record for no, record in pairs)

    def post(self, body: bytes, **headers: str) -> Response:
        return self.hall.browser(origin=None, base=HOME).post(
            self.box, content=body, headers=headers
        )

    def close(self, clock: FixedClock) -> None:
        assert self.chair.act(f"{self.at}/close").status_code == 303
        clock.advance(seconds=GRACE + 1)
        self.hall.do(self.vote.frozen)


def visitor(hall: Hall, congress: Congress, who: Member) -> Browser:
    browser = hall.browser(base=HOME)
    browser.keep(hall.phone_of(who))
    pin = {"pin": PIN} if who.is_powerful else {}
    assert browser.act(f"/b/{congress.codes[who.person]}", pin).status_code == 303
    return browser


def enrol(browser: Browser, congress: Congress, who: Member) -> Response:
    key = {"key": to_text(device_spki(who.person))}
    return browser.post(
        f"/m/{congress.meeting}/device", data=key, headers={"accept": "application/json"}
    )
