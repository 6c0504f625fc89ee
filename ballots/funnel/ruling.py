"""The rules by which a stage is concluded: the order of votes, ties, reasons. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ballots.funnel.funnel import Conclusion, Fate, Stage
from core.errors import Refused

REASON_LENGTH = 200  # characters


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the order of votes is cut: who is through, and who is level for `places` left."""

    through: tuple[int, ...]
    tied: tuple[int, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the clerk types to conclude a stage.

    `named` are the projects that go on: all of them for an organ's decision, those among the
    tied for a vote by delegations. `reasons` are by project, `reason` is of the tie.
    """

    named: frozenset[int] = frozenset()
    reasons: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    wrong: str = ""
    keep: int | None = None  # a correction may also be of how many go on


def ranks(votes: Mapping[int, int]) -> dict[int, int]:
    """Places by votes, the most first; equal votes share the better place (1, 2, 2, 4)."""
    return {no: 1 + sum(one > mine for one in votes.values()) for no, mine in votes.items()}


def vote_order(votes: Mapping[int, int], numbers: Iterable[int]) -> list[int]:
    """The numbers by votes, the most first, then by number; without votes they come last."""
    return sorted(numbers, key=lambda no: (-votes.get(no, -1), no))


def cut(votes: Mapping[int, int], keep: int) -> Cut:
    """The first `keep` by votes. Who is level with both sides of the cut is tied."""
    order = vote_order(votes, votes)
    if keep >= len(order) or votes[order[keep - 1]] > votes[order[keep]]:
        return Cut(tuple(order[:keep]), (), 0)
    level = votes[order[keep]]
    through = tuple(no for no in order if votes[no] > level)
    tied = tuple(no for no in order if votes[no] == level)
    return Cut(through, tied, keep - len(through))


def departures(votes: Mapping[int, int], kept: Collection[int]) -> list[int]:
    """Those kept who would not be among the first by votes, and so passed somebody with more.

    Who is among the first anyway needs no reason when one with still more votes is dropped:
    the one who takes the free place departs from the order.
    """
    most = sorted(votes.values(), reverse=True)
    if not 0 < len(kept) <= len(most):
        return []
    needed = most[len(kept) - 1]
    return [no for no in vote_order(votes, kept) if votes.get(no, needed) < needed]


def check_keep(keep: int, entered: int) -> None:
    """A stage keeps at least one and leaves at least one behind, or it decides nothing."""
    if not 1 <= keep < entered:
        raise Refused("funnel-keep-outside", field="keep", keep=keep, entered=entered)


def by_delegations(stage: Stage, names: Mapping[int, str], ruling: Ruling) -> Conclusion:
    """Conclude a vote by delegations: the most votes go on, a tie at the cut is settled.

    `names` are the projects that came in. Refuses a sheet without votes, and a tie for which
    not as many are named as there are places, or without a reason.
    """
    check_keep(stage.keep, len(names))
    votes = stage.sheet.totals(names)
    if not any(votes.values()):
        raise Refused("funnel-no-votes")
    found = cut(votes, stage.keep)
    named = ruling.named.intersection(found.tied)
    if len(named) != found.places:
        facts = {"numbers": list(found.tied), "places": found.places}
        raise Refused("funnel-tie-open", field="tie", **facts)
    if found.tied and not ruling.reason:
        raise Refused("funnel-tie-unexplained", field="reason")
    kept = {*found.through, *named}
    place = ranks(votes)
    fates = tuple(
        Fate(
            no=no,
            name=names[no],
            kept=no in kept,
            votes=votes[no],
            rank=place[no],
            reason=ruling.reason if no in found.tied else "",
            given=stage.sheet.given(no),
        )
        for no in vote_order(votes, names)
    )
    return _conclusion(
        stage,
        fates,
        delegations=tuple(stage.sheet.votes),
        missing=stage.sheet.missing(names),
        tied=found.tied,
        reason=ruling.reason if found.tied else "",
    )


def by_organ(
    stage: Stage, names: Mapping[int, str], votes: Mapping[int, int], ruling: Ruling
) -> Conclusion:
    """Conclude an organ's decision over the projects that came in, in the order of `votes`.

    Refuses another number than the stage keeps, a project that is dropped without a reason,
    and one that goes on past another with more votes without a reason.
    """
    check_keep(stage.keep, len(names))
    kept = ruling.named.intersection(names)
    if len(kept) != stage.keep:
        raise Refused("funnel-keep-differs", field="keep", kept=len(kept), keep=stage.keep)
    votes = {no: votes[no] for no in names if no in votes}
    unsaid = [no for no in sorted(names) if no not in kept and not ruling.reasons.get(no)]
    if unsaid:
        raise Refused("funnel-drop-unexplained", field=f"reason-{unsaid[0]}", numbers=unsaid)
    unsaid = [no for no in departures(votes, kept) if not ruling.reasons.get(no)]
    if unsaid:
        field = f"reason-{unsaid[0]}"
        raise Refused("funnel-departure-unexplained", field=field, numbers=unsaid)
    place = ranks(votes)
    fates = tuple(
        Fate(
            no=no,
            name=names[no],
            kept=no in kept,
            votes=votes.get(no),
            rank=place.get(no),
            reason=ruling.reasons.get(no, ""),
        )
        for no in vote_order(votes, names)
    )
    return _conclusion(stage, fates)


@dataclass(frozen=True, slots=True)
class Announced:
    """The congress's announced vote: who stood, for how many each had, who was chosen."""

    names: Mapping[int, str]
    votes: Mapping[int, int]
    ranks: Mapping[int, int]
    chosen: Collection[int]
    at: datetime | None


def by_congress(stage: Stage, names: Mapping[int, str], vote: Announced) -> Conclusion | None:
    """The announced vote as the conclusion of a stage.

    None when others stood on the ballot than came in here: then it was another vote. One
    that came in and did not stand is dropped without votes.
    """
    if any(names.get(no) != name for no, name in vote.names.items()):
        return None
    order = sorted(names, key=lambda no: (no not in vote.chosen, vote.ranks.get(no, 10**9), no))
    fates = tuple(
        Fate(no, names[no], no in vote.chosen, vote.votes.get(no), vote.ranks.get(no))
        for no in order
    )
    return _conclusion(stage, fates, at=vote.at)


def _conclusion(stage: Stage, fates: tuple[Fate, ...], **more: object) -> Conclusion:
    return Conclusion(
        stage=stage.position,
        kind=stage.kind,
        title=stage.title,
        organ=stage.organ,
        held_on=stage.held_on,
        keep=stage.keep,
        fates=fates,
        **more,  # type: ignore[arg-type]
    )
