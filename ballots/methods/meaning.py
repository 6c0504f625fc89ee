"""What a method means for a meeting of so many members, in figures. Pure, exact."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ballots.method import Base, Blank, Effect, Mode, OverBudget, Share, Shortfall, Tie
from ballots.method import VoteMethod as Method
from ballots.methods.effect import has_effect


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know: a code, worded on screen, its facts, the number that stands out."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    figure: str = ""


def meaning(method: Method, members: int, groups: Mapping[str, int]) -> tuple[Point, ...]:
    """What to know of a method before it is adopted, in the order of a vote.

    `groups` are the members of each delegation on the roster. Never refuses: also a method
    that no meeting could adopt yet is explained as far as it goes.
    """
    return (
        *_quorums(method, members),
        *_places(method),
        *_carrying(method, members, groups),
        *_marking(method),
        *_budget(method),
        *_endings(method),
        Point(f"held-{method.secrecy}"),
        Point(f"shows-{method.live_tally}"),
    )


def _quorums(method: Method, members: int) -> Iterator[Point]:
    share = method.quorum_open
    if share is None:
        yield Point("opens-with-anyone")
    else:
        needed = share.smallest(members)
        yield Point("opens-with", {"needed": needed, "members": members}, f"{needed}")
    share = method.quorum_vote
    if share is not None:
        needed = share.smallest(members)
        facts = {"needed": needed, "members": members}
        of_all = share.of is Base.ALL_MEMBERS
        yield Point("votes-with" if of_all else "votes-with-present", facts, f"{needed}")


def _places(method: Method) -> Iterator[Point]:
    stand, seats = len(method.candidates), method.seats
    if not has_effect("seats", method.mode) or not 0 < seats <= stand:
        return
    facts = {"candidates": stand, "seats": seats}
    if stand == 1:
        yield Point("places-motion")
    elif stand == seats:
        yield Point("places-equal", facts)
    else:
        surplus = Fraction(stand - seats, seats)
        more = {"surplus": stand - seats, "percent": percent(surplus)}
        yield Point("places", facts | more, f"{percent(surplus)} %")
    stands = Counter(one.category for one in method.candidates)
    for category, some in (method.seats_by_category or {}).items():
        yield Point(
            "places-category",
            {"category": category, "seats": some, "candidates": stands[category]},
            f"{some}",
        )


def percent(part: Fraction) -> str:
    """A share of one in per cent: exact where one decimal says it, else marked as rounded."""
    whole = part * 100
    text = f"{float(round(whole, 1)):g}"
    return text if Fraction(text) == whole else f"≈{text}"


def _carrying(method: Method, members: int, groups: Mapping[str, int]) -> Iterator[Point]:
    if method.mode is Mode.GRADE:
        rule = method.grading
        yield _threshold("satisfied", rule.satisfied, members, method)
        yield _threshold("basically", rule.basically, members, method)
        yield Point("graded-else")
        return
    if method.mode is Mode.RANK:
        yield Point("rank-order")
    if not method.majority:
        yield Point("passes-most-ranked" if method.mode is Mode.RANK else "passes-most")
    for share in method.majority:
        yield (
            _threshold("passes", share, members, method)
            if share.group is None
            else _group(share, share.group, groups)
        )
    if len(method.majority) > 1:
        yield Point("passes-all-gates", {"count": len(method.majority)})
    if any(share.of is Base.ALL_MEMBERS for share in method.majority):
        yield Point("absent-not-for")


def _threshold(what: str, share: Share, members: int, method: Method) -> Point:
    """How many votes are needed: of all members one number, else from the quorum to all."""
    needed = share.votes_needed(members)
    facts = {
        "needed": needed,
        "members": members,
        "compare": share.compare,
        "fraction": str(share.fraction),
        "of": share.of,
    }
    if share.of is Base.ALL_MEMBERS:
        return Point(f"{what}-of-all", facts, f"{needed}")
    if method.quorum_open is None:
        return Point(f"{what}-of-some", facts, f"{needed}")
    quorum = method.quorum_open.smallest(members)
    least = share.votes_needed(quorum)
    return Point(
        f"{what}-of-some-from",
        facts | {"quorum": quorum, "least": least},
        f"{least}–{needed}",
    )


def _group(share: Share, group: str, groups: Mapping[str, int]) -> Point:
    size = groups.get(group, 0)
    if not size:
        return Point("group-nobody", {"group": group})
    needed = share.votes_needed(size)
    facts = {"needed": needed, "size": size, "group": group, "of": share.of}
    of_all = share.of is Base.ALL_MEMBERS
    return Point("group-of-all" if of_all else "group-of-some", facts, f"{needed}")


def _marking(method: Method) -> Iterator[Point]:
    most, least, last = method.max_marks, method.min_marks, len(method.candidates)
    if method.mode in {Mode.PICK, Mode.FOR_AGAINST_ABSTAIN} and most is not None:
        yield Point("marks-up-to", {"most": most}, f"≤{most}")
    else:
        facts = {"last": last, "most": most or last}
        yield Point(f"marks-{method.mode}", facts)
    if has_effect("over_marked", method.mode) and method.most_marks is not None:
        spoils = method.over_marked is Effect.SPOILS
        yield Point("over-spoils" if spoils else "over-counts", {"most": method.most_marks})
    if least:
        spoils = method.under_marked is Effect.SPOILS
        yield Point("under-spoils" if spoils else "under-counts", {"least": least})
    if has_effect("blank", method.mode):
        abstains = method.blank is Blank.ABSTAIN
        yield Point("blank-abstains" if abstains else "blank-not-marked")
    if method.mode is Mode.RANK:
        yield Point("rank-unclear")


def _budget(method: Method) -> Iterator[Point]:
    if method.budget_cap is None or not has_effect("budget_cap", method.mode):
        return
    costs = [one.cost for one in method.candidates if one.cost is not None]
    facts = {
        "cap": f"{method.budget_cap:f}",
        "total": f"{sum(costs, Decimal(0)):f}",
        "unpriced": len(method.candidates) - len(costs),
    }
    refuses = method.over_budget is OverBudget.REFUSE
    yield Point("budget-refuse" if refuses else "budget-warn", facts)


def _endings(method: Method) -> Iterator[Point]:
    """What happens where the votes alone do not settle it."""
    if not has_effect("tie", method.mode):
        return
    is_cut = method.seats < len(method.candidates)
    if is_cut:
        yield Point(f"tie-{method.tie}")
    if method.majority:
        yield Point(f"short-{method.shortfall}")
    votes_again = is_cut and method.tie is Tie.RUN_OFF
    if votes_again or (method.majority and method.shortfall is Shortfall.SECOND_ROUND):
        yield Point("rounds", {"most": method.rounds_max})
