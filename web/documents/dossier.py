"""What the journal of a meeting says of its votes: all that their papers are made from.

Read from the entries alone, so that an archived journal gives the same papers.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ballots.method import VoteMethod
from ballots.methods.contract import method_from_json
from core.journal import Entry
from sessions.minutes import Minutes, compose

Facts = Mapping[str, Any]
SITTING = re.compile(r"第[0-9一二三四五六七八九十百]+次会议(?=第)")
OF_METHOD = re.compile(r"(票决|表决|测评)?办法([（(]草案[)）])?$")


@dataclass(slots=True)
class RoundFile:
    """One round of a vote; what has not happened yet is None."""

    id: str
    paper: str
    number: int
    kind: str
    method: VoteMethod
    opened: Facts | None = None
    counted: Facts | None = None
    counted_at: datetime | None = None
    announced: Facts | None = None
    announced_at: datetime | None = None
    is_void: bool = False
    signed: list[tuple[str, datetime]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Issued:
    """An announcement that was issued: it tells what stood in the journal before it."""

    entry: int
    at: datetime
    facts: Facts


@dataclass(slots=True)
class PaperFile:
    """One vote: its projects, its method as it stands, its rounds."""

    id: str
    item: str
    title: str = ""
    projects: Sequence[Facts] = ()
    method: VoteMethod | None = None
    adopted: Facts | None = None
    adopted_at: datetime | None = None
    rounds: list[RoundFile] = field(default_factory=list)
    chosen: Sequence[Facts] = ()
    chosen_at: datetime | None = None
    issued: list[Issued] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """What is voted on, by its method: 民生实事项目 of 民生实事项目票决办法."""
        return OF_METHOD.sub("", self.title)

    @property
    def has_result(self) -> bool:
        return any(one.announced for one in self.rounds)


@dataclass(slots=True)
class Dossier:
    minutes: Minutes
    entries: Sequence[Entry]
    papers: dict[str, PaperFile] = field(default_factory=dict)
    rounds: dict[str, RoundFile] = field(default_factory=dict)
    deputies: int = 0

    @property
    def members(self) -> int:
        """全体代表: as frozen at the opening, before that as imported."""
        opening = self.minutes.opening
        return int(opening["entitled"]) if opening else self.deputies

    @property
    def congress(self) -> str:
        return self.minutes.notice.get("congress", "")

    @property
    def meeting(self) -> str:
        return self.minutes.notice.get("title", "")

    @property
    def sitting(self) -> str:
        """第五次会议 of 第五次会议第三次全体会议: all its plenaries have one presidium."""
        found = SITTING.match(self.meeting)
        return found[0] if found else self.meeting


def before(dossier: Dossier, entry: int) -> Dossier:
    """As it stood before an entry: what was issued then does not change with what came."""
    return read_dossier([one for one in dossier.entries if one.number < entry])


def read_dossier(entries: Sequence[Entry]) -> Dossier:
    """Read the journal once. Entries of a kind that is not known here are passed over."""
    dossier = Dossier(compose(entries), entries)
    for entry in entries:
        read = READERS.get(entry.kind)
        at = datetime.fromisoformat(entry.at)
        if read is not None:
            read(dossier, entry.facts, at)
        elif entry.kind == "AnnouncementIssued":
            issued = Issued(entry.number, at, entry.facts)
            _paper(dossier, entry.facts).issued.append(issued)
    return dossier


def _method(facts: Facts) -> VoteMethod:
    return method_from_json(json.dumps(facts["method"]))


def _paper(dossier: Dossier, facts: Facts) -> PaperFile:
    return dossier.papers.setdefault(facts["paper"], PaperFile(facts["paper"], facts["item"]))


def _roster(dossier: Dossier, facts: Facts, at: datetime) -> None:
    dossier.deputies = facts["deputies"]


def _listed(dossier: Dossier, facts: Facts, at: datetime) -> None:
    _paper(dossier, facts).projects = facts["projects"]


def _drafted(dossier: Dossier, facts: Facts, at: datetime) -> None:
    paper = _paper(dossier, facts)
    paper.method, paper.adopted, paper.adopted_at = _method(facts), None, None
    paper.title = paper.method.title


def _voted(dossier: Dossier, facts: Facts, at: datetime) -> None:
    _drafted(dossier, facts, at)
    if facts["adopted"]:
        paper = _paper(dossier, facts)
        paper.adopted, paper.adopted_at = facts, at


def _sealed(dossier: Dossier, facts: Facts, at: datetime) -> None:
    paper = _paper(dossier, facts)
    round = RoundFile(facts["round"], paper.id, facts["number"], facts["kind"], _method(facts))
    dossier.rounds[round.id] = round
    paper.rounds.append(round)


def _opened(dossier: Dossier, facts: Facts, at: datetime) -> None:
    dossier.rounds[facts["round"]].opened = facts


def _counted(dossier: Dossier, facts: Facts, at: datetime) -> None:
    round = dossier.rounds[facts["round"]]
    round.counted, round.counted_at, round.signed = facts, at, []


def _signed(dossier: Dossier, facts: Facts, at: datetime) -> None:
    dossier.rounds[facts["round"]].signed.append((facts["by"], at))


def _voided(dossier: Dossier, facts: Facts, at: datetime) -> None:
    dossier.rounds[facts["round"]].is_void = True


def _announced(dossier: Dossier, facts: Facts, at: datetime) -> None:
    round = dossier.rounds[facts["round"]]
    round.announced, round.announced_at = facts, at
    _settled(dossier, facts, at)


def _settled(dossier: Dossier, facts: Facts, at: datetime) -> None:
    paper = dossier.papers[facts["paper"]]
    paper.chosen, paper.chosen_at = facts["chosen"], at


READERS = {
    "RosterImported": _roster,
    "ProjectsListed": _listed,
    "MethodDrafted": _drafted,
    "MethodDeliberated": _drafted,
    "MethodReopened": _drafted,
    "MethodVoted": _voted,
    "RoundSealed": _sealed,
    "RoundOpened": _opened,
    "RoundCounted": _counted,
    "RoundSigned": _signed,
    "RoundVoided": _voided,
    "ResultAnnounced": _announced,
    "PlacesSettled": _settled,
}
