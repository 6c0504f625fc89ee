"""The public copy of a journal: what it shows, what it tells, and what it withholds. Pure.

Closed by default: of a kind of entry that is not public, nothing is said but that it was.
People are told by numbers of this copy, never by the names the server has for them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from core.canonical import Json
from core.chain import withheld
from sessions.archive.terms import Masking, Style
from sessions.unsaid import hidden_things, unsaid

Facts: TypeAlias = Mapping[str, Json]
Line: TypeAlias = Mapping[str, Json]

PUBLIC = {  # what may be told to anybody, once names are masked
    *("MeetingCalled", "MeetingAmended", "RosterImported", "RolesChanged", "AgendaChanged"),
    *("SignInOpened", "MeetingOpened", "ItemStarted", "ItemEnded", "MeetingClosed"),
    *("AgendaListed", "ArchiveTermsChosen", "ArchiveSealed"),
    *("ProjectsListed", "PapersJoined", "MethodDrafted", "MethodDeliberated"),
    *("MethodReopened", "MethodVoted", "RoundSealed", "RoundOpened", "RoundClosed"),
    *("BallotsListed", "RoundCounted", "RoundSigned", "RoundVoided", "ResultAnnounced"),
    *("CeremonyBegun", "RiteHeld", "RitePassedOver", "OfficersRejected"),
    *("PlacesSettled", "FunnelBegun", "FunnelEntriesListed", "FunnelStagesPlanned"),
    *("FunnelVotesTyped", "FunnelStageConcluded", "BoxPrepared", "BoxOpened", "BoxFrozen"),
    *("BoxWitnessed", "SlipGiven", "SlipsTyped", "ComplaintProven", "AdviceAttached"),
    *("AnnouncementIssued", "PresentRecounted", "RegisterFrozen"),
    *("ItemPostponed", "ItemWithdrawn", "ItemTakenBack"),
    *("SessionJoined", "SessionLeft", "MeetingTakenOver"),
    *("FloorArranged", "WordAsked", "WordWithdrawn", "WordPassed", "FloorGiven"),
    *("FloorExtended", "FloorLeft", "ListTurned", "UnheardAsked"),
    *("QuestionPut", "AnswerPromised", "QuestionAnswered"),
    *("SummaryConfirmed", "SummaryCorrected"),
    *("MinutesRemarked", "MinutesSigned", "MinutesClosed"),
    *("HandoutReleased", "HandoutWithdrawn", "HandoutReplaced"),
    *("ConsultationSetUp", "ConsultationMoved", "ContributionMade", "ContributionWithdrawn"),
    *("LogMerged", "CourierTrusted", "CourierDropped"),
    # Polls name residents by their numbers on the list only.
    *("PollBegun", "PollRegisterImported", "PollListPublished", "PollListWithdrawn"),
    *("PollSeedDrawn", "PollPanelDrawn", "PollSeatPassed", "PollGroupsMade"),
    *("PollQuestionsDrafted", "PollCardsPrinted", "PollWaveOpened", "PollWaveClosed"),
    *("PollReported", "PollNamesDeleted"),
    *("ContributionRemarked", "ContributionAmended", "ContributionsLinked"),
    *("ContributionHidden", "ContributionUnhidden", "ContributionsUnlinked"),
    *("ContributionSettled", "ResolutionConfirmed", "DissentRecorded"),
    *("ContributionSentUp", "PromiseMade", "PromiseHandled"),
    *("TalkTold", "HandsTold"),
    *("WindowSet", "DraftLaid", "DraftRemoved"),
    *("HallNoticePublished", "HallDepartmentInvited", "HallDepartmentReplied"),
    *("HallDepartmentDropped", "HallExpertPicked", "HallExpertDropped"),
    *("HallQuestionPut", "HallAnswerPromised", "HallQuestionAnswered"),
    *("HallRecordObjected", "HallRecordTold"),
}
WITHHELD = {  # named so that a new kind is decided on, and not forgotten
    # Who came when, was on leave and why, was late at a vote; and the roster as it stood.
    *("PersonArrived", "PersonLeft", "PersonReturned", "AttendanceMarked", "ManyMarked"),
    *("MarkUndone", "RegisterExtended", "RegisterListed", "MemberRemoved"),
    # Badges and devices.
    *("BadgesPrinted", "BadgeReissued", "DeviceRefused", "DeviceReleased", "DeviceEnrolled"),
    *("OwnerBadgeMade", "PersonalDataDeleted"),
    "SummarySent",  # what the speaker has not confirmed is not theirs
    *("NoticeGiven", "NoticeWithdrawn"),  # to those in the house
    "ArchiveOpened",
    *("StoolsPrinted", "StoolReissued", "StoolReleased"),  # cards and phones
    *("VoicesTied", "VoicesUntied"),
    *("GridsImported", "ExpertListed", "ExpertRemoved"),  # of the house, in its own chain
    *("OrgAdded", "PostGiven", "PostTaken", "WorkdaySet", "TermsSet"),  # likewise
    *("ReferralStepped", "LadderTermsSet"),  # likewise
    *("AddressSet", "MessageCancelled", "MessageHanded"),  # likewise
    *("ReportReceived", "ReportTurned", "ReportDeclined"),  # of the house as well
    "RatingSlipsPrinted",  # likewise
}
OFFICES = {"chair", "clerk", "teller", "scrutineer"}
DEPUTY = "deputy"


def _opening(facts: Facts) -> Facts:
    """Why somebody is on leave is nobody's business, and often their health."""
    leave = facts.get("on_leave")
    people = [one for one in leave if isinstance(one, dict)] if isinstance(leave, list) else []
    return {**facts, "on_leave": [{**one, "reason": ""} for one in people]}


def _ballots(facts: Facts) -> Facts:
    """To recount by, without who cast which: the order says nothing."""
    listed = facts.get("ballots")
    rows = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    marks = sorted(str(one.get("marks", "")) for one in rows)
    return {**facts, "ballots": [{"marks": text} for text in marks]}


def _unnamed(facts: Facts) -> Facts:
    """Who wanted to speak and did not is told by number only: the order can be followed."""
    return {**facts, "name": "", "groups": {}, "by": ""}


def _signed(facts: Facts) -> Facts:
    """Without the text, which has times and reasons, and without its hash: what is left out
    of a text that is else public could be guessed by it."""
    return {**facts, **{name: "" for name in ("text", "sha256") if name in facts}}


def _corrected(facts: Facts) -> Facts:
    """The speaker's own words, and not those that they did not agree to."""
    return {**facts, "written": ""}


def _complaint(facts: Facts) -> Facts:
    """That there was one; the receipt belongs to whoever brought it."""
    return {"round": facts.get("round", "")}


CUTS: Mapping[str, Callable[[Facts], Facts]] = {
    "MeetingOpened": _opening,
    "BallotsListed": _ballots,
    **dict.fromkeys(("WordAsked", "WordWithdrawn", "WordPassed"), _unnamed),
    **dict.fromkeys(("MinutesSigned", "MinutesClosed"), _signed),
    "SummaryCorrected": _corrected,
    "ComplaintProven": _complaint,
}
OF_PAPERS = {"HandoutReleased", "HandoutWithdrawn", "HandoutReplaced"}
TO_ALL = "all"


@dataclass(frozen=True, slots=True)
class Mask:
    """Writes masked names in the place of names, wherever they stand in a text."""

    names: Mapping[str, str]  # what is written for each name that is masked
    numbers: Mapping[str, str] = field(default_factory=dict)  # of people, in this copy
    hidden: Mapping[str, str] = field(default_factory=dict)  # why, by what was hidden

    def text(self, text: str) -> str:
        if text in self.names:
            return self.names[text]
        pattern = _pattern(tuple(self.names))
        return pattern.sub(lambda found: self.names[found[0]], text) if pattern else text

    def value(self, value: Json) -> Json:
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.value(one) for one in value]
            case dict():
                return {self.text(key): self.value(one) for key, one in value.items()}
        return value

    def stands_in(self, text: str) -> bool:
        """Whether a name that is masked is still in this text."""
        pattern = _pattern(tuple(self.names))
        return pattern is not None and pattern.search(text) is not None


def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """The longest name first. A name of one sign is found only where it stands alone."""
    longest = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    found = [rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in longest]
    return re.compile("|".join(found)) if found else None


def masked(name: str, style: Style) -> str:
    """The name as a public copy writes it.

    >>> masked("欧阳小明", Style.SURNAME), masked("张三丰", Style.LENGTH)
    ('欧*', '张**')
    """
    if style is Style.OPEN:
        return name
    return name[:1] + "*" * (1 if style is Style.SURNAME else max(len(name) - 1, 1))


def mask_of(entries: Iterable[tuple[str, Facts]], masking: Masking) -> Mask:
    """Everybody the journal names, and who of them is masked. Takes kinds and facts.

    One name of two people is masked if one of them is.
    """
    entries = list(entries)
    numbers, hidden = _numbers(entries), hidden_things(entries)
    if masking.style is Style.OPEN:
        return Mask({}, numbers, hidden)
    held: dict[str, set[str]] = {}  # the roles of a person, and of a name without one
    names: dict[str, set[str]] = {}
    for kind, facts in entries:
        for person, name, roles in _people(kind, facts):
            held.setdefault(person, set()).update(roles)
            names.setdefault(person, set()).add(name)
    known = {name for person, told in names.items() if told != {person} for name in told}
    shut = {
        name
        for person, told in names.items()
        for name in told
        if not _is_open(held[person], masking) and (name != person or name not in known)
    }
    names_for = {name: masked(name, masking.style) for name in shut if name}
    return Mask(names_for, numbers, hidden)


def _numbers(entries: Iterable[tuple[str, Facts]]) -> dict[str, str]:
    """In the order in which public entries name them: that of arrival is nobody's business."""
    known: dict[str, str] = {}
    for kind, facts in entries:
        person = facts.get("person")
        if kind in PUBLIC and isinstance(person, str) and person:
            known.setdefault(person, str(len(known) + 1))
    return known


def _is_open(held: set[str], masking: Masking) -> bool:
    is_open_deputy = masking.deputies and DEPUTY in held
    return is_open_deputy or (masking.officials and not held.isdisjoint(OFFICES))


def _people(kind: str, facts: Facts) -> Iterable[tuple[str, str, set[str]]]:
    """Person (or name), name and roles of all whom an entry names."""
    by = facts.get("by")
    if isinstance(by, str) and by:
        yield by, by, {"clerk"}  # whoever does something in a meeting has an office in it
    yield from _named(facts, set())
    for place, held in (
        ("people", set[str]()),
        ("on_leave", {DEPUTY}),
        ("missing", {DEPUTY}),
        ("left", {DEPUTY}),
        ("added", {DEPUTY}),
        ("ballots", {DEPUTY}),
    ):
        rows = facts.get(place)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                yield from _named(row, held)


def _named(row: Facts, held: set[str]) -> Iterable[tuple[str, str, set[str]]]:
    name, person, roles = row.get("name"), row.get("person"), row.get("roles")
    if not isinstance(name, str) or not (person or held):
        return
    found = {str(role) for role in roles} if isinstance(roles, list) else set()
    yield (str(person) if person else name), name, held | found


def public_line(line: Line, mask: Mask) -> dict[str, Json]:
    """An entry of the journal as the public copy has it.

    Whole where nothing in it had to be masked; else by its hash, with what may be told beside.
    """
    kind, facts = str(line["kind"]), line["facts"]
    if not isinstance(facts, dict) or not _is_public(kind, facts):
        return withheld(line)
    cut = unsaid(kind, CUTS.get(kind, dict)(facts), mask.hidden)
    told = {name: mask.value(value) for name, value in cut.items()}
    if "person" in told:
        told["person"] = mask.numbers.get(str(facts.get("person")), "")
    return dict(line) if told == facts else withheld(line, told)


def _is_public(kind: str, facts: Facts) -> bool:
    """A paper that was released to the deputies alone is not spoken of."""
    return kind in PUBLIC and (kind not in OF_PAPERS or facts.get("to") == TO_ALL)
