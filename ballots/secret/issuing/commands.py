"""Devices are enrolled and papers are handed out: what a whole hall does within seconds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ballots import store as rounds
from ballots.register import store as registers
from ballots.register.commands import extend_register
from ballots.round import Kind, Phase, Round
from ballots.secret import store
from ballots.secret.archive import Issue
from ballots.secret.blindrsa import to_number
from ballots.secret.checkpoint import Signed, check_device_key, is_signed_by_device
from ballots.secret.events import DeviceEnrolled
from ballots.secret.manifest import Manifest
from ballots.secret.slips import store as slips
from core.canonical import to_text
from core.database import Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import MeetingId, PersonId, RoundId
from core.people import Role
from sessions import queries as sessions
from sessions.queries import Member


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The browser that is to act for this person. `key` is a P-256 SubjectPublicKeyInfo."""

    by: Member
    key: bytes


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A deputy's phone asks for its papers. What it hides from us is not in here."""

    meeting: MeetingId
    round: RoundId
    person: PersonId
    device: bytes
    request_hash: bytes
    signature: bytes


def check_enrolment(ask: Enrolment) -> None:
    """Refuse a key no browser makes, and people who neither vote nor witness."""
    if ask.by.roles.isdisjoint({Role.DEPUTY, Role.SCRUTINEER}):
        raise Forbidden("not-your-door")
    check_device_key(ask.key)


def check_blinded(manifest: Manifest, octets: bytes) -> list[bytes]:
    """Cut a request into its values; refuses a wrong length and values out of range."""
    values: list[bytes] = []
    for paper in manifest.papers:
        value, octets = octets[: paper.key.length], octets[paper.key.length :]
        if to_number(paper.key, value, "blinded-value") in (0, 1, paper.key.n - 1):
            raise Refused("blinded-value")
        values.append(value)
    if octets:
        raise Refused("blinded-value")
    return values


def check_request(ask: PaperRequest) -> None:
    """Refuse a request that the device it names has not signed."""
    if not is_signed_by_device(ask.device, Signed.ISSUE, ask.request_hash, ask.signature):
        raise Refused("device-signature")


async def enrol_all(tx: Transaction, asks: Sequence[Enrolment]) -> list[bytes | Refused]:
    """One active device a person: the last one counts. The same again changes nothing."""
    by_meeting: dict[MeetingId, list[Enrolment]] = {}
    for ask in asks:
        by_meeting.setdefault(ask.by.meeting, []).append(ask)
    for meeting, here in by_meeting.items():
        known = await store.list_devices(
            tx.connection, meeting, [ask.by.person for ask in here]
        )
        changed: dict[PersonId, bytes] = {}
        for ask in here:
            person = ask.by.person
            if changed.get(person, known.get(person)) != ask.key:
                changed[person] = ask.key
                tx.record(_enrolled(ask))
        if changed:
            await store.save_devices(tx.connection, meeting, changed)
    return [ask.key for ask in asks]


def _enrolled(ask: Enrolment) -> DeviceEnrolled:
    return DeviceEnrolled(
        meeting=ask.by.meeting,
        person=ask.by.person,
        device=to_text(ask.key),
    )


@dataclass(frozen=True, slots=True)
class _Register:
    """What is known of those who ask in one round."""

    round: Round
    issued: dict[str, Issue]
    on_paper: set[str]
    may_vote: set[str]
    gone: Collection[str]  # were here, have left, and are not back
    entitled: set[str]
    devices: Mapping[str, bytes]


async def issue_all(tx: Transaction, asks: Sequence[PaperRequest]) -> list[bytes | Refused]:
    """Write the marked register. Only what is in it after the commit is signed.

    A request that stands there already is granted again, so a lost reply costs nothing; any
    other one of the same person is refused. Answers with the hash of the granted request.
    """
    answers: dict[int, bytes | Refused] = {}
    by_round: dict[tuple[MeetingId, RoundId], list[int]] = {}
    for index, ask in enumerate(asks):
        by_round.setdefault((ask.meeting, ask.round), []).append(index)
    for (meeting, round), indexes in by_round.items():
        told = await _issue_in_round(tx, meeting, round, [asks[at] for at in indexes])
        answers.update(zip(indexes, told, strict=True))
    return [answers[index] for index in range(len(asks))]


async def _issue_in_round(
    tx: Transaction, meeting: MeetingId, round: RoundId, asks: Sequence[PaperRequest]
) -> Sequence[bytes | Refused]:
    persons = sorted({ask.person for ask in asks})
    try:
        known = await rounds.load_round(tx.connection, meeting, round)
        if known.kind is not Kind.SECRET:
            raise Refused("round-not-secret")
    except Refused as refusal:
        return [refusal] * len(asks)
    on_roll = await registers.list_roll(tx.connection, round, persons)
    here = await sessions.present_deputies(tx.connection, meeting, persons)
    register = _Register(
        round=known,
        issued=await store.list_issues(tx.connection, round, persons),
        on_paper=await slips.list_slips(tx.connection, round, persons),
        may_vote={*on_roll, *here},
        gone=await sessions.gone_deputies(
            tx.connection, meeting, [one for one in persons if one not in here]
        ),
        entitled=set(await store.list_entitled(tx.connection, round)),
        devices=await store.list_devices(tx.connection, meeting, persons),
    )
    new: list[Issue] = []
    answers = [_answer(register, ask, new) for ask in asks]
    late = [PersonId(one.person) for one in new if one.person not in on_roll]
    await extend_register(tx, known, late)
    await store.add_issues(tx.connection, round, new)
    return answers


def _answer(register: _Register, ask: PaperRequest, new: list[Issue]) -> bytes | Refused:
    known = register.issued.get(ask.person)
    try:
        if known is None:
            _check_first(register, ask)
        elif known.request_hash != ask.request_hash:
            raise Refused("papers-elsewhere")
        elif register.round.phase not in (Phase.OPEN, Phase.CLOSED):
            raise Refused("round-closed")
    except Refused as refusal:
        return refusal
    if known is None:
        line = Issue(ask.person, ask.device, ask.request_hash, ask.signature)
        register.issued[ask.person] = line
        new.append(line)
    return ask.request_hash


def _check_first(register: _Register, ask: PaperRequest) -> None:
    phase = register.round.phase
    if phase is not Phase.OPEN:
        raise Refused("round-not-open" if phase is Phase.SEALED else "round-closed")
    if ask.person in register.on_paper:
        raise Refused("paper-slip-given")
    if ask.person not in register.entitled:
        raise NotHere("round")
    if ask.person in register.gone:
        raise Refused("has-left")
    if ask.person not in register.may_vote:
        raise Refused("not-present")
    if register.devices.get(ask.person) != ask.device:
        raise Refused("device-unknown")
