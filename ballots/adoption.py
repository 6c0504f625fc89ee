"""How a meeting makes a vote method its own: draft, put to a show of hands, locked. Pure."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ballots.method import Base, Compare, Share, VoteMethod
from ballots.methods.contract import method_to_json
from ballots.project import CandidateProject
from core.errors import Refused
from core.ids import ItemId, MeetingId, PaperId
from core.moves import Moves
from core.people import Role

# 地方组织法 Art. 25: a decision needs more than half of all deputies
ADOPTING = Share(Base.ALL_MEMBERS, Fraction(1, 2), Compare.OVER)


class Standing(StrEnum):
    DRAFT = "draft"  # 草案
    ADOPTED = "adopted"  # 通过: from here on the method is locked
    REJECTED = "rejected"


ADOPTION_MOVES: Moves[Standing] = {
    (Standing.DRAFT, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.DRAFT, Standing.REJECTED): frozenset({Role.CHAIR}),
    (Standing.REJECTED, Standing.DRAFT): frozenset({Role.CLERK}),
    # A typing error is mended by recording the hands again, until a ballot has been prepared.
    (Standing.REJECTED, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.REJECTED, Standing.REJECTED): frozenset({Role.CHAIR}),
    (Standing.ADOPTED, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.ADOPTED, Standing.REJECTED): frozenset({Role.CHAIR}),
}


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands as it was counted."""

    for_: int
    against: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing the meeting votes on: its candidate projects and the method for them."""

    id: PaperId
    meeting: MeetingId
    item: ItemId
    standing: Standing
    method: VoteMethod
    projects: tuple[CandidateProject, ...]
    adoption: Hands | None = None
    session: PaperId | None = None  # the paper it is cast together with

    @property
    def fingerprint(self) -> str:
        """A short hash of method and projects: what is adopted is what the hall was shown."""
        shown = f"{method_to_json(self.method)}{self.projects!r}"
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def project(self, no: int) -> CandidateProject:
        return next(project for project in self.projects if project.no == no)


def check_hands(hands: Hands, present: int) -> None:
    """Refuse totals that this many people cannot have shown."""
    for field, number in (
        ("for", hands.for_),
        ("against", hands.against),
        ("abstain", hands.abstain),
    ):
        if number < 0:
            raise Refused("number-negative", field=field, number=number)
    shown = hands.for_ + hands.against + hands.abstain
    if shown > present:
        raise Refused("hands-too-many", field="for", shown=shown, present=present)


def standing_after(hands: Hands, members: int) -> Standing:
    """Adopted when more than half of all members are for it, else rejected."""
    adopted = ADOPTING.reached_by(hands.for_, members)
    return Standing.ADOPTED if adopted else Standing.REJECTED


def check_may_edit(paper: Paper) -> None:
    """An adopted method is locked; another one would need another adoption."""
    if paper.standing is Standing.ADOPTED:
        raise Refused("method-locked")
