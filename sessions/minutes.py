"""The minutes, made from the journal alone. Pure: the same entries give the same minutes.

What other rooms did is told here by the facts in the journal, never by importing their code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.journal import Entry
from sessions.record import record as records
from sessions.speaking.floor import Floor, fold
from sessions.unsaid import hidden_things, unsaid


@dataclass(slots=True)
class Act:
    """Something that happened under an item: a fact, its moment and its number."""

    number: int
    at: datetime
    kind: str
    facts: dict[str, Any]


@dataclass(slots=True)
class ItemMinutes:
    item: str
    position: int
    title: str
    kind: str
    speaker: str
    started_at: datetime
    number: str
    unit: str = ""
    under: tuple[str, ...] = ()  # the headings above it
    ended_at: datetime | None = None
    acts: list[Act] = field(default_factory=list)


@dataclass(slots=True)
class Minutes:
    """All that the journal says of a meeting, in the order of a written record."""

    notice: dict[str, str] = field(default_factory=dict)
    sign_in_at: datetime | None = None
    opened_at: datetime | None = None
    opening: dict[str, Any] | None = None  # entitled, present, on_leave, missing, needed, by
    late: list[Act] = field(default_factory=list)  # arrivals after the opening
    changes: list[Act] = field(default_factory=list)  # by the clerk, after the opening
    items: list[ItemMinutes] = field(default_factory=list)
    before: list[Act] = field(default_factory=list)  # acts outside any item
    closed_at: datetime | None = None
    closing: dict[str, Any] | None = None
    votes: dict[str, str] = field(default_factory=dict)  # a round's item, by the round
    methods: dict[str, dict[str, Any]] = field(default_factory=dict)  # its method, likewise
    record: records.Record = field(default_factory=records.Record)  # additions and signatures
    floor: Floor = field(default_factory=Floor)
    questions: dict[str, list[Act]] = field(default_factory=dict)  # put, promised, answered
    summaries: dict[str, Act] = field(default_factory=dict)  # of a turn: what stands of it
    last_number: int = 0
    last_hash: str = ""

    @property
    def voided(self) -> set[str]:
        """Rounds declared void: what was counted in them stays in the minutes with them."""
        acts = [*self.before, *(act for item in self.items for act in item.acts)]
        return {act.facts["round"] for act in acts if act.kind == "RoundVoided"}

    @property
    def results(self) -> list[Act]:
        """The announced results, in the order of their announcement."""
        acts = [*self.before, *(act for item in self.items for act in item.acts)]
        told = [act for act in acts if act.kind == "ResultAnnounced"]
        return sorted(told, key=lambda act: act.number)


# Acts of other rooms that belong in the minutes; their facts are self-contained.
TOLD = {
    "ItemPostponed",
    "ItemWithdrawn",
    "ItemTakenBack",
    "MethodDeliberated",
    "MethodVoted",
    "MethodReopened",
    "CeremonyBegun",
    "RiteHeld",
    "RitePassedOver",
    "OfficersRejected",
    "RoundSealed",
    "RoundOpened",
    "RoundClosed",
    "BoxWitnessed",
    "SlipsTyped",
    "RoundCounted",
    "RoundSigned",
    "RoundVoided",
    "ResultAnnounced",
    "PlacesSettled",
    "FunnelStageConcluded",
    "HandoutReleased",
    "HandoutWithdrawn",
    "HandoutReplaced",
    "PresentRecounted",
    "RegisterFrozen",
    "RegisterExtended",
    "AnnouncementIssued",
    "ConsultationSetUp",
    "ConsultationMoved",
    "ContributionMade",
    "LogMerged",
    "ContributionWithdrawn",
    *("PollListPublished", "PollListWithdrawn", "PollSeedDrawn", "PollPanelDrawn"),
    *("PollGroupsMade", "PollWaveOpened", "PollWaveClosed", "PollReported"),
    *("ContributionRemarked", "ContributionAmended", "ContributionsLinked"),
    *("ContributionHidden", "ContributionUnhidden", "ContributionsUnlinked"),
    "ContributionSettled",
    "ResolutionConfirmed",
    "DissentRecorded",
    "ContributionSentUp",
    "PromiseHandled",
    "TalkTold",
    "HandsTold",
    "WindowSet",
    "DraftLaid",
    "DraftRemoved",
    *("HallNoticePublished", "HallDepartmentInvited", "HallDepartmentReplied"),
    *("HallDepartmentDropped", "HallExpertPicked", "HallExpertDropped"),
    *("HallQuestionPut", "HallAnswerPromised", "HallQuestionAnswered"),
    *("HallRecordObjected", "HallRecordTold"),
}


RECORD = frozenset({"MinutesRemarked", "MinutesSigned", "MinutesClosed"})
# What archives tell of themselves, some seconds after the close, is nothing of the meeting:
# else whoever reads the minutes to sign them would find them moved.
ABOUT_ARCHIVES = {"ArchiveSealed", "ArchiveOpened"}


def compose(entries: Sequence[Entry]) -> Minutes:
    """Read the journal from its first entry to its last."""
    minutes = Minutes(floor=fold(entries))
    hidden = hidden_things((one.kind, one.facts) for one in entries)
    for entry in entries:
        act = act_of(entry)
        act.facts = dict(unsaid(act.kind, act.facts, hidden))
        if entry.kind in TOLD:
            _file(minutes, act)
        elif entry.kind in WRITERS:
            WRITERS[entry.kind](minutes, act)
        if entry.kind in TOLD or entry.kind in WRITERS.keys() - RECORD:
            records.told(minutes.record, entry.number)
        if entry.kind not in ABOUT_ARCHIVES:
            minutes.last_number, minutes.last_hash = entry.number, entry.hash
    return minutes


def act_of(entry: Entry) -> Act:
    return Act(entry.number, datetime.fromisoformat(entry.at), entry.kind, entry.facts)


def _file(minutes: Minutes, act: Act) -> None:
    """Under the item that was on; a vote that outlives its item stays under the vote's item."""
    facts = act.facts
    if act.kind == "RoundSealed":
        minutes.votes[facts["round"]] = facts["item"]
        minutes.methods[facts["round"]] = facts["method"]
    own = facts.get("item") or minutes.votes.get(facts.get("round", ""))
    places = [item for item in minutes.items if item.item == own]
    places = places or [item for item in minutes.items if item.ended_at is None]
    (places[-1].acts if places else minutes.before).append(act)


def _called(minutes: Minutes, act: Act) -> None:
    minutes.notice = {name: str(act.facts[name]) for name in act.facts if name != "by"}


def _sign_in_opened(minutes: Minutes, act: Act) -> None:
    minutes.sign_in_at = act.at


def _opened(minutes: Minutes, act: Act) -> None:
    minutes.opened_at, minutes.opening = act.at, act.facts


def _arrived(minutes: Minutes, act: Act) -> None:
    if minutes.opened_at is not None and "deputy" in act.facts["roles"]:
        minutes.late.append(act)


def _moved(minutes: Minutes, act: Act) -> None:
    """A deputy left or came back. Before the opening it is in the figures of the opening."""
    if minutes.opened_at is not None and "deputy" in act.facts["roles"]:
        minutes.changes.append(act)


def _changed(minutes: Minutes, act: Act) -> None:
    """Attendance by the clerk's hand, badges, roles: told when the meeting has begun."""
    if minutes.opened_at is not None:
        minutes.changes.append(act)


def _item_started(minutes: Minutes, act: Act) -> None:
    facts = act.facts
    # What was done for this item before any was on, such as the deliberation of its method.
    early = [one for one in minutes.before if one.facts.get("item") == facts["item"]]
    minutes.before = [one for one in minutes.before if one not in early]
    minutes.items.append(
        ItemMinutes(
            item=facts["item"],
            position=facts["position"],
            title=facts["title"],
            kind=facts["kind"],
            speaker=facts["speaker"],
            started_at=act.at,
            # Journals from before agendas were trees know the position alone.
            number=facts.get("number") or str(facts["position"]),
            unit=facts.get("unit", ""),
            under=tuple(facts.get("under", ())),
            acts=early,
        )
    )


def _item_ended(minutes: Minutes, act: Act) -> None:
    if minutes.items:
        minutes.items[-1].ended_at = act.at


def _closed(minutes: Minutes, act: Act) -> None:
    minutes.closed_at, minutes.closing = act.at, act.facts


def _in_record(
    write: Callable[[records.Record, int, datetime, dict[str, Any]], None],
) -> Callable[[Minutes, Act], None]:
    return lambda minutes, act: write(minutes.record, act.number, act.at, act.facts)


def _question(minutes: Minutes, act: Act) -> None:
    minutes.questions.setdefault(act.facts["question"], []).append(act)


def _summary(minutes: Minutes, act: Act) -> None:
    minutes.summaries[act.facts["turn"]] = act


WRITERS: dict[str, Callable[[Minutes, Act], None]] = {
    "MeetingCalled": _called,
    "MeetingAmended": _called,
    "SignInOpened": _sign_in_opened,
    "MeetingOpened": _opened,
    "PersonArrived": _arrived,
    "PersonLeft": _moved,
    "PersonReturned": _moved,
    "AttendanceMarked": _changed,
    "ManyMarked": _changed,
    "MarkUndone": _changed,
    "BadgeReissued": _changed,
    "RolesChanged": _changed,
    "ItemStarted": _item_started,
    "ItemEnded": _item_ended,
    "MeetingClosed": _closed,
    "MinutesRemarked": _in_record(records.remarked),
    "MinutesSigned": _in_record(records.signed),
    "MinutesClosed": _in_record(records.closed),
    "FloorGiven": _file,
    "ListTurned": _file,
    "UnheardAsked": _file,
    "QuestionPut": _question,
    "AnswerPromised": _question,
    "QuestionAnswered": _question,
    "SummarySent": _summary,
    "SummaryConfirmed": _summary,
    "SummaryCorrected": _summary,
}
