"""What every door needs at hand. Joined once in `create_app`, held in `app.state.house`."""

from asyncio import Lock
from collections.abc import Mapping
from dataclasses import dataclass, field

from ballots.casting.commands import Cast
from ballots.casting.queries import Look, Sheet
from ballots.receipt import Receipt
from ballots.secret.boxes import Boxes
from ballots.secret.issuing.commands import Enrolment, PaperRequest
from consult.reactions.commands import React
from consult.recordings.shelf import Recordings
from consult.stools.stool import Seat, Stool
from core.database import Database, SharedCommit, SharedReading
from sessions.handouts.shelf import Shelf
from sessions.notices.notice import Notice
from sessions.screens.screen import Link, Screen
from sessions.signin.badge import SignedIn, SignIn
from sessions.signin.queries import Knock, Recognised
from web.archive.keeper import Keeper
from web.badge import Signer
from web.foyer import Glance, Now
from web.gallery import Gallery
from web.hub import Hub
from web.kept import Kept
from web.limits import Limit
from web.pages import Pages
from web.postman import Postman
from web.settings import Settings
from web.wire import Wire

PAPER_TRIES = 40  # a minute and person: a phone that reloads again and again needs ten
SAYINGS = 12  # a minute and stool: nobody types faster, and 30 stools share one address
VISITORS = 120  # a minute and consultation: names for voices from outside cost nothing
REPORTS = 6  # an hour and device: a village has one router, so never by address
SIGN_IN_TRIES = 30  # a minute and badge: a double click is fine, a guessing machine is not


@dataclass(slots=True)
class House:
    settings: Settings
    db: Database
    hub: Hub
    wire: Wire
    signer: Signer
    pages: Pages
    door: SharedReading[Knock, Recognised]  # where all who come in are recognised
    desk: SharedCommit[SignIn, SignedIn]  # where sign-ins share commits
    foyer: SharedReading[Glance, Now]  # where the meeting's page is read
    walls: SharedReading[Link | None, Screen]  # where the links of big screens are recognised
    sheets: SharedReading[Look, Sheet]  # where ballots are looked at
    urn: SharedCommit[Cast, tuple[Receipt, ...]]  # where ballots by name share commits
    boxes: Boxes  # the boxes of secret rounds
    keeper: Keeper  # the archives of meetings
    gallery: Gallery  # the living pictures of consultations
    postman: Postman  # the messages to offices
    enrolling: SharedCommit[Enrolment, bytes]  # where devices are enrolled
    issuing: SharedCommit[PaperRequest, bytes]  # where the marked register is written
    shelf: Shelf  # the files of handouts
    opened: SharedCommit[str, None]  # where openings of handouts are counted
    boards: SharedReading[str, tuple[Notice, ...]]  # where notices are read
    stools: SharedReading[Seat, Stool]  # where phones in the yard are recognised
    reacting: SharedCommit[React, None]  # where reactions share commits
    recordings: Recordings  # the photos and voice notes of consultations
    scripts: Mapping[str, str]  # SHA-256 of what phones run, by path; each manifest says it
    asking: Limit = field(default_factory=lambda: Limit(PAPER_TRIES, 60.0))
    kept: Kept = field(default_factory=Kept)  # what stands beside announced results
    writing: Lock = field(default_factory=Lock)  # one document is drawn at a time
    saying: Limit = field(default_factory=lambda: Limit(SAYINGS, 60.0))
    painting: Lock = field(default_factory=Lock)  # one photo is painted anew at a time
    visiting: Limit = field(default_factory=lambda: Limit(VISITORS, 60.0))
    reporting: Limit = field(default_factory=lambda: Limit(REPORTS, 3600.0))
    tries: Limit = field(default_factory=lambda: Limit(SIGN_IN_TRIES, 60.0))
