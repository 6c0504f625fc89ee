"""Paper slips in a secret round, for whoever has no fit phone: one person, one of the two."""

from dataclasses import dataclass, replace

from ballots import store as rounds
from ballots.method import Mode, VoteMethod
from ballots.register import store as registers
from ballots.register.commands import extend_register
from ballots.round import Kind, Phase, Round
from ballots.secret import store as boxes
from ballots.secret.events import SlipGiven, SlipsTyped
from ballots.secret.slips import store
from ballots.secret.slips.totals import check_spending, graded_totals, ranked_totals
from ballots.tally import Tally, Typed, tally_to_facts, typed_totals
from ballots.together.queries import rounds_together
from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.people import Role
from sessions import queries as sessions
from sessions.queries import Member

COUNTERS = frozenset({Role.CHAIR, Role.CLERK, Role.TELLER})


@dataclass(frozen=True, slots=True)
class SlipTotals:
    """What one teller read off the slips; `totals` are of the valid ones.

    By candidate number for, against and abstain; graded satisfied, basically and unsatisfied;
    ranked the slips with a number for it, and the sum of these numbers.
    """

    returned: int
    invalid: int
    totals: Typed


async def give_slip(db: Database, by: Member, round: str, person: str) -> None:
    """Hand a paper slip to somebody present. From then on no phone gets papers for them.

    In a voting session a slip of each paper: nobody votes half on paper and half by phone.
    """
    async with db.transaction() as tx:
        known = await _load(tx, by, round)
        if known.phase is not Phase.OPEN:
            raise Refused("round-not-open" if known.phase is Phase.SEALED else "round-closed")
        for one in await rounds_together(tx.connection, known, Phase.OPEN):
            await _give(tx, by, one, person)


async def _give(tx: Transaction, by: Member, known: Round, person: str) -> None:
    here = await sessions.present_deputies(tx.connection, by.meeting, [person])
    entitled = await boxes.list_entitled(tx.connection, known.id)
    if not here or person not in entitled:
        raise NotHere("person")
    [line] = here.values()
    if await store.list_slips(tx.connection, known.id, [person]):
        return  # a double click gives one slip
    if await boxes.list_issues(tx.connection, known.id, [person]):
        raise Refused("papers-on-phone", name=line.name)
    if not await registers.list_roll(tx.connection, known.id, [person]):
        await extend_register(tx, known, [line.person])
    await store.add_slip(tx.connection, known.id, person)
    tx.record(
        SlipGiven(
            meeting=by.meeting,
            round=known.id,
            given=await store.count_given(tx.connection, known.id),
            by=by.name,
        )
    )


async def _load(tx: Transaction, by: Member, round: str) -> Round:
    if by.roles.isdisjoint(COUNTERS):
        raise Forbidden("not-your-move", roles=sorted(COUNTERS))
    known = await rounds.load_round(tx.connection, by.meeting, round)
    if known.kind is not Kind.SECRET:
        raise Refused("round-not-secret")
    return known


async def type_slips(db: Database, by: Member, round: str, typed: SlipTotals) -> bool:
    """Enter the count of the slips; whether a second person has the same. Until then it may be
    entered again; each entry stays on record."""
    async with db.transaction() as tx:
        known = await _load(tx, by, round)
        if known.phase is not Phase.CLOSED:
            raise Refused("slips-not-now")
        given = await store.count_given(tx.connection, known.id)
        count = slip_tally(known.method, typed, given)
        await store.save_count(tx.connection, known.id, by.person, count)
        agreed = await store.agreed_count(tx.connection, known.id) is not None
        tx.record(
            SlipsTyped(
                meeting=by.meeting,
                round=known.id,
                count=dict[str, object](tally_to_facts(count)),
                agreed=agreed,
                by=by.name,
            )
        )
    return agreed


def _ticked_totals(method: VoteMethod, valid: int, totals: Typed) -> Tally:
    """Summed as hands are; what is wrong with them is said of slips."""
    try:
        return typed_totals(method, valid, totals)
    except Refused as refusal:
        field, facts = refusal.field, refusal.facts
        if refusal.code == "total-too-large":
            told = {"no": facts["no"], "total": facts["total"], "valid": valid}
            raise Refused("slips-total", field, **told) from None
        if refusal.code == "totals-over-marked":
            told = {"marks": facts["raised"], "most": facts["most"]}
            raise Refused("slips-over-marked", field, **told) from None
        raise


def slip_tally(method: VoteMethod, typed: SlipTotals, given: int) -> Tally:
    """The totals as a count; refuses what so many slips cannot hold."""
    if typed.returned > given:
        raise Refused("slips-too-many", field="returned", returned=typed.returned, given=given)
    if not 0 <= typed.invalid <= typed.returned:
        raise Refused("slips-invalid", field="invalid", returned=typed.returned)
    valid = typed.returned - typed.invalid
    match method.mode:
        case Mode.GRADE:
            counted = graded_totals(method, valid, typed.totals)
        case Mode.RANK:
            counted = ranked_totals(method, valid, typed.totals)
        case _:
            counted = _ticked_totals(method, valid, typed.totals)
    check_spending(method, counted)
    return replace(counted, returned=typed.returned, invalid=typed.invalid)
