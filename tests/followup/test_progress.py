"""A matter through its year: state, duties and colour are computed and depend on no order."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Forbidden, Refused
from followup import event as e
from followup.acts import MatterState, check_act, open_acts
from followup.duties import Owed, days_late, duties, next_due
from followup.evaluation import may_see_ratings, opinion
from followup.matter import Duty
from followup.money import money
from followup.office import Office
from followup.progress import progress
from followup.standing import Progress
from followup.statistics import Case, Figure, check_sum, rates
from followup.terms import Terms
from followup.warning import Colour, Warning, warning
from tests.followup import matters as m

TERMS = Terms()


def folded(events: list[e.MatterEvent]) -> Progress:
    return progress(events, TERMS)


def shown(
    events: list[e.MatterEvent], today: str
) -> tuple[Progress, tuple[Owed, ...], Warning]:
    now = folded(events)
    owed = duties(now, m.CHINA)
    paid = money(now.matter.lines if now.matter else (), now.taken)
    return now, owed, warning(now, owed, paid, m.CHINA, date.fromisoformat(today))


def a_year() -> list[e.MatterEvent]:
    """Xunyang: basically satisfied, a hearing, still not, and handed over a second time."""
    office, presidium = Office.CONGRESS_OFFICE, Office.PRESIDIUM
    return [
        *m.begun(),
        m.milestone("2026-03-20", 1),
        m.report("2026-04-08", "2026Q1"),
        m.said(e.Paid, "2026-05-06", Office.UNIT, line=1, amount="120", text="进度款"),
        m.milestone("2026-06-25", 2),
        m.report("2026-07-08", "2026Q2"),
        m.said(e.Suspended, "2026-07-10", presidium, reason="汛期"),
        m.said(e.Resumed, "2026-07-20", presidium, reason="汛期已过"),
        m.report("2026-10-09", "2026Q3"),
        m.milestone("2026-10-30", 3),
        *m.claimed_and_verified(),
        m.rated("2026-11-09", "a", 3, 2),
        m.rated("2026-11-09", "b", 3, 3),
        m.said(e.RatingClosed, "2026-11-10", office, id="close1"),
        m.said(e.FaceToFaceHeld, "2026-11-20", office, text="", present=12),
        m.rated("2026-11-23", "a", 2, 1),
        m.said(e.RatingClosed, "2026-11-24", office, id="close2"),
        m.said(
            e.HandedOverAgain,
            "2026-11-25",
            presidium,
            to="jt",
            to_name="交通局",
            accept_by="2026-11-30",
            due_on="2026-12-25",
            reason="结果仍不满意",
        ),
    ]


def states(events: list[e.MatterEvent]) -> list[MatterState]:
    found = [folded(events[:count]).state for count in range(1, len(events) + 1)]
    return [one for one, before in zip(found, [None, *found], strict=False) if one != before]


def test_a_matter_goes_through_its_year_to_the_second_hand_over() -> None:
    assert states(a_year()) == [
        MatterState.DECIDED,
        MatterState.ASSIGNED,
        MatterState.ACCEPTED,
        MatterState.DOING,
        MatterState.SUSPENDED,
        MatterState.DOING,
        MatterState.CLAIMED,
        MatterState.VERIFIED,
        MatterState.RATING,
        MatterState.FACE_TO_FACE,
        MatterState.RATING,
        MatterState.UNSETTLED,
        MatterState.ASSIGNED,
    ]
    now = folded(a_year())
    assert (now.round, now.percent, now.achieved, now.idle) == (2, 100, "A", ())


def test_a_missed_second_deadline_is_red_at_once() -> None:
    accepted = m.said(e.Accepted, "2026-11-26", Office.UNIT, id="again")
    assert shown([*a_year(), accepted], "2026-12-25")[2].colour is Colour.WHITE
    late = shown([*a_year(), accepted], "2026-12-28")[2]
    assert (late.colour, late.reasons[0].code) == (Colour.RED, "late-second")


@given(st.permutations(a_year()), st.dates(date(2026, 1, 20), date(2027, 3, 1)))
def test_state_duties_and_colour_depend_on_no_order_of_arrival(
    arrived: list[e.MatterEvent], today: date
) -> None:
    told = today.isoformat()
    assert shown(arrived, told) == shown(a_year(), told)


@given(st.permutations(a_year()), st.data())
def test_what_arrives_late_has_the_effect_of_its_day(
    arrived: list[e.MatterEvent], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(arrived)))
    folded(arrived[:cut])  # whatever it was before the rest came
    assert folded(arrived[:cut] + arrived[cut:]) == folded(a_year())


def test_silence_is_seen_from_day_one() -> None:
    events = m.begun()
    owed = shown(events, "2026-01-26")[1]
    refs = [one.ref for one in owed if one.duty is Duty.REPORT]
    assert refs == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    now, _, colour = shown(events, "2026-07-20")
    assert colour.colour is Colour.RED
    assert {"silent", "behind", "late"} <= {one.code for one in colour.reasons}
    first = next_due(owed)
    assert first is not None
    assert first.ref == "1"
    assert days_late(first, now, m.CHINA, date(2026, 7, 20)) == 75


@pytest.mark.parametrize(
    ("today", "colour"),
    [
        ("2026-03-20", Colour.CLEAR),
        ("2026-03-24", Colour.WHITE),
        ("2026-03-31", Colour.WHITE),
        ("2026-04-09", Colour.RED),  # nothing of 20 % planned by now
    ],
)
def test_the_colour_follows_the_calendar(today: str, colour: Colour) -> None:
    assert shown(m.begun(), today)[2].colour is colour


def test_a_vocational_school_at_22_percent_is_red_whatever_it_claims() -> None:
    """Cangnan 2022: 22 % in the year's end table."""
    report = m.report("2026-07-08", "2026Q2", claimed=100)
    now, _, colour = shown([*m.begun(), m.milestone("2026-03-20", 1), report], "2026-07-09")
    assert (now.percent, now.claimed, colour.colour) == (20, 100, Colour.RED)
    behind = [one for one in colour.reasons if one.code == "behind"]
    assert behind[0].facts["percent"] == 40


def test_a_unit_returns_once_with_a_reason_and_in_time() -> None:
    back = m.said(e.Returned, "2026-01-28", Office.UNIT, reason="不属本局职责")
    again = [m.opened(), m.assigned(), back, m.assigned("2026-02-02", id="second")]
    assert folded(again[:3]).state is MatterState.RETURNED
    twice = m.said(e.Returned, "2026-02-03", Office.UNIT, reason="仍不属", id="twice")
    assert folded([*again, twice]).idle == ("twice",)
    late = m.said(e.Returned, "2026-02-06", Office.UNIT, reason="不属本局职责", id="late")
    assert folded([m.opened(), m.assigned(), late]).idle == ("late",)


def test_another_unit_writes_nothing_here() -> None:
    other = m.said(
        e.Reported, "2026-04-08", Office.UNIT, org="sl", period="2026Q1", text="", claimed=9
    )
    now = folded([*m.begun(), other])
    assert (now.idle, now.claimed) == ((other.id,), None)


def test_a_suspension_stops_the_clock_and_moves_what_was_to_come() -> None:
    held = m.said(e.Suspended, "2026-03-20", Office.PRESIDIUM, reason="征地")
    assert shown([*m.begun(), held], "2026-12-01")[2].colour is not Colour.RED
    resumed = m.said(e.Resumed, "2026-04-20", Office.PRESIDIUM, reason="已解决")
    owed = shown([*m.begun(), held, resumed], "2026-05-01")[1]
    dues = {one.due for one in owed if one.duty is Duty.MILESTONE}
    assert date(2026, 5, 1) in dues
    assert date(2026, 3, 31) not in dues


def test_money_beyond_its_line_is_yellow_and_exact() -> None:
    paid = [
        m.said(
            e.Paid, "2026-02-09", Office.UNIT, id=f"p{one}", line=1, amount="150.05", text=""
        )
        for one in range(2)
    ]
    now, _, colour = shown([*m.begun(), *paid], "2026-02-10")
    assert colour.colour is Colour.YELLOW
    assert now.matter is not None
    assert money(now.matter.lines, now.taken).paid == Decimal("300.10")


def test_one_originator_or_three_residents_reopen_within_90_days() -> None:
    done = [
        *m.begun(),
        *m.claimed_and_verified(),
        m.said(e.RatingClosed, "2026-11-10", Office.CONGRESS_OFFICE),
        m.said(e.Closed, "2026-11-11", Office.CONGRESS_OFFICE, text="办结"),
    ]
    assert folded(done).state is MatterState.CLOSED

    def wish(on: str, token: str, originator: bool = False) -> e.MatterEvent:
        facts = {"token": token, "is_originator": originator, "text": ""}
        return m.said(e.ReopenAsked, on, Office.RESIDENT, id=f"{on}{token}", **facts)

    two = [wish("2026-12-01", "a"), wish("2026-12-02", "b"), wish("2026-12-03", "b")]
    assert folded([*done, *two]).state is MatterState.CLOSED
    assert folded([*done, *two, wish("2027-02-09", "c")]).state is MatterState.REOPENED
    assert folded([*done, *two, wish("2027-02-10", "c")]).state is MatterState.CLOSED
    assert folded([*done, wish("2026-12-01", "x", True)]).state is MatterState.REOPENED


def test_every_act_belongs_to_somebody_in_some_state() -> None:
    check_act(e.Accepted, MatterState.ASSIGNED, Office.UNIT)
    with pytest.raises(Forbidden):
        check_act(e.Extended, MatterState.DOING, Office.UNIT)
    with pytest.raises(Forbidden):
        check_act(e.Noted, MatterState.DOING, Office.AUDITOR)
    with pytest.raises(Refused, match="not-in-this-state"):
        check_act(e.ClaimedDone, MatterState.CLOSED, Office.UNIT)
    assert open_acts(MatterState.DOING, Office.AUDITOR) == frozenset()
    assert "Accepted" in open_acts(MatterState.ASSIGNED, Office.UNIT)


def test_scales_stay_apart_and_few_residents_stay_unseen() -> None:
    ratings = folded(a_year()).ballots[0].ratings
    deputies = opinion(Office.DEPUTY, ratings, 3, 1)
    assert deputies.attitude is not None
    assert deputies.result is not None
    assert (deputies.attitude.satisfied, deputies.result.basically) == (2, 1)
    assert opinion(Office.DEPUTY, ratings, 3, TERMS.k).result is None
    assert not may_see_ratings([Office.UNIT, Office.CONGRESS_OFFICE])
    assert may_see_ratings([Office.AUDITOR])


def test_figures_say_of_how_many() -> None:
    now, owed, _ = shown(a_year(), "2026-11-25")
    found = {one.figure: one for one in rates([Case(now, owed)], m.CHINA, date(2026, 11, 25))}
    assert (found[Figure.FIRST_SATISFIED].count, found[Figure.FIRST_SATISFIED].of) == (1, 2)
    assert (found[Figure.SATISFIED].count, found[Figure.SATISFIED].of) == (0, 1)
    assert found[Figure.ON_TIME].percent == 100.0
    silent, owed, _ = shown(m.begun(), "2026-07-20")
    rate = rates([Case(silent, owed)], m.CHINA, date(2026, 7, 20))[2]
    assert (rate.count, rate.of) == (2, 6)  # two quarters and two milestones are open and late
    with pytest.raises(Refused, match="sum-wrong"):
        check_sum({"满意": 95, "基本满意": 27, "不满意": 0}, 222)


def test_words_are_no_evidence_where_a_milestone_asks_for_a_photo() -> None:
    told = m.said(e.MilestoneDone, "2026-03-20", Office.UNIT, seq=1, text="已完成")
    assert shown([*m.begun(), told], "2026-03-21")[0].done == ()
    loose = m.opened(
        milestones=[
            {"seq": 1, "name": "批复", "weight": 1, "planned_on": "2026-03-31"}
            | {"needs_evidence": False}
        ]
    )
    assert shown([loose, *m.begun()[1:], told], "2026-03-21")[0].done == (1,)
