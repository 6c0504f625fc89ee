"""How a meeting makes a method its own: draft, deliberated, put to hands, locked. Pure."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ballots.method import Base, Compare, Secrecy, Share, VoteMethod
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
    DELIBERATED = (
        "deliberated"  # 审议: the delegations' opinions on this very text are recorded
    )
    ADOPTED = "adopted"  # 通过: from here on the method is locked
    REJECTED = "rejected"


ADOPTION_MOVES: Moves[Standing] = {
    (Standing.DRAFT, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.DRAFT, Standing.REJECTED): frozenset({Role.CHAIR}),
    (Standing.REJECTED, Standing.DRAFT): frozenset({Role.CLERK}),
    # A congress deliberates before it adopts; a village in one room may go straight to hands.
    (Standing.DRAFT, Standing.DELIBERATED): frozenset({Role.CLERK}),
    (Standing.DELIBERATED, Standing.DELIBERATED): frozenset({Role.CLERK}),
    (Standing.DELIBERATED, Standing.DRAFT): frozenset({Role.CLERK}),
    (Standing.DELIBERATED, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.DELIBERATED, Standing.REJECTED): frozenset({Role.CHAIR}),
    # A typing error is mended by recording the hands again, until a ballot has been prepared.
    (Standing.REJECTED, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.REJECTED, Standing.REJECTED): frozenset({Role.CHAIR}),
    (Standing.ADOPTED, Standing.ADOPTED): frozenset({Role.CHAIR}),
    (Standing.ADOPTED, Standing.REJECTED): frozenset({Role.CHAIR}),
    # Only with a reason and before a ballot is prepared: see `methods.commands.amend_method`.
    (Standing.ADOPTED, Standing.DRAFT): frozenset({Role.CLERK}),
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
    opinions: str = ""  # 审议意见: what the delegations said of this very text

    @property
    def was_deliberated(self) -> bool:
        return bool(self.opinions)

    @property
    def fingerprint(self) -> str:
        """A short hash of method and projects: what is adopted is what the hall was shown."""
        shown = f"{method_to_json(self.method)}{self.projects!r}"
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def project(self, no: int) -> CandidateProject:
        return next(project for project in self.projects if project.no == no)

    def as_of(self, method: VoteMethod) -> "Paper":
        """The paper with the projects as they stood by this method, such as a void round's.

        After an amendment other projects may be listed; what is on record keeps its names.
        """
        listed = {one.no: one for one in self.projects}
        for one in method.candidates:
            if one.no not in listed or listed[one.no].name != one.name:
                category = one.category or ""
                project = CandidateProject(one.no, one.name, "", one.cost, category=category)
                listed[one.no] = project
        return replace(self, projects=tuple(listed[no] for no in sorted(listed)))

    def drafted(self, **changes: Any) -> "Paper":
        """The paper edited: a draft, of which nobody has yet said or shown anything."""
        return replace(self, standing=Standing.DRAFT, adoption=None, opinions="", **changes)


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
    """An adopted method is locked; it must be opened for amendment first, with a reason."""
    if paper.standing is Standing.ADOPTED:
        raise Refused("method-locked")


def check_cast_together(paper: Paper, other: Paper) -> None:
    """Refuse papers that are not marked in the same way: one confirmation casts them all."""
    ways = {paper.method.secrecy, other.method.secrecy}
    if len(ways) > 1 or Secrecy.HANDS in ways:
        raise Refused("session-ways-differ", field="secrecy", title=other.method.title)
