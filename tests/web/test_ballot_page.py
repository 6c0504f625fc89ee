"""The ballot on a phone: marked, reviewed, cast once; with script and without."""

import pytest

from ballots import queries as ballots
from ballots.casting.queries import my_receipts
from ballots.method import Mode
from ballots.round import Kind
from ballots.rounds.commands import close_round
from core.ids import RoundId
from sessions.meeting import Member
from sessions.signin.commands import sign_in
from tests.cast import Congress
from tests.web.browse import CHINESE, ENGLISH, Browser, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted

JSON = {"accept": "application/json"}


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6, present=5)


@pytest.fixture
def round(hall: Hall, congress: Congress) -> RoundId:
    """Three candidates, two places, at most two for-marks, by name on phones."""
    paper = hall.do(adopted, congress, 3, 2, max_marks=2)
    return hall.do(congress.open_round, paper)


@pytest.fixture
def at(congress: Congress, round: RoundId) -> str:
    return f"/m/{congress.meeting}/rounds/{round}"


@pytest.fixture
def phone(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.deputies[1])


def marks(signs: str) -> dict[str, str]:
    words = {"+": "for", "-": "against", "o": "abstain"}
    return {f"mark-{no}": words[sign] for no, sign in enumerate(signs, 1) if sign in words}


def in_the_urn(hall: Hall, congress: Congress, round: RoundId, who: Member) -> str | None:
    receipts = hall.do(congress.read, my_receipts, round, [who.person])
    return receipts[who.person].marks if receipts else None


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_without_script_a_ballot_is_marked_reviewed_and_cast(
    hall: Hall, congress: Congress, round: RoundId, at: str, language: str
) -> None:
    who = congress.deputies[1]
    phone = hall.visitor(congress, who, language)
    review = phone.press(f"{at}/ballot", "/review", marks("+-."))
    page = Page(review.text)
    assert (review.status_code, page.language) == (200, language)
    assert page.sheet("/cast").values == marks("+-.")
    assert in_the_urn(hall, congress, round, who) is None, "a review sends nothing"
    answer = phone.act(page.sheet("/cast").action, page.sheet("/cast").values)
    receipt = phone.see(answer.headers["location"])
    assert in_the_urn(hall, congress, round, who) == "+-."
    assert not receipt.offers("/review")
    assert "第1号民生实事" in receipt.text


def test_the_ballot_shows_every_candidate_with_its_facts(phone: Browser, at: str) -> None:
    page = phone.see(f"{at}/ballot")
    assert page.tags.count("fieldset") == 3
    assert "100.5" in page.text
    assert page.sheet("/review").values == {}, "nothing is marked beforehand"
    assert page.sins == []


def test_a_receipt_has_the_code_that_a_script_was_told(phone: Browser, at: str) -> None:
    told = phone.post(f"{at}/cast", data=marks("+o-"), headers=JSON).json()
    assert (told["marks"], told["repeated"]) == ("+o-", False)
    shown = phone.see(f"{at}/ballot").text.replace(" ", "")
    assert told["code"] in shown


def test_sent_again_the_same_ballot_gets_the_same_receipt(phone: Browser, at: str) -> None:
    first = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    again = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert again.status_code == 200
    assert again.json() == {**first.json(), "repeated": True}


def test_other_marks_come_too_late_and_the_page_shows_what_counted(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str
) -> None:
    phone.act(f"{at}/cast", marks("+--"))
    refused = phone.post(f"{at}/cast", data=marks("-++"), headers=JSON)
    assert refused.status_code == 409
    assert refused.json()["refused"][0]["code"] == "already-cast"
    by_hand = phone.act(f"{at}/cast", marks("-++"))
    assert by_hand.headers["location"] == f"{at}/ballot"
    assert not phone.see(f"{at}/ballot").offers("/review")
    assert in_the_urn(hall, congress, round, congress.deputies[1]) == "+--"


@pytest.mark.parametrize("act", ["review", "cast"])
def test_an_over_marked_ballot_is_refused_and_nothing_is_sent(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str, act: str
) -> None:
    answer = phone.act(f"{at}/{act}", marks("+++"))
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.sheet("/review").values == marks("+++"), "what was marked is kept"
    assert in_the_urn(hall, congress, round, congress.deputies[1]) is None


def test_an_over_marked_ballot_is_told_to_a_script(phone: Browser, at: str) -> None:
    answer = phone.post(f"{at}/cast", data=marks("+++"), headers=JSON)
    assert answer.status_code == 422
    refusal = answer.json()["refused"][0]
    assert (refusal["code"], refusal["facts"]) == ("over-marked", {"marked": 3, "most": 2})


@pytest.mark.parametrize("act", ["review", "cast"])
@pytest.mark.parametrize("mark", ["x", "<script>1</script>", "FOR", "for\x00", "+" * 5000])
def test_a_mark_that_is_none_is_refused(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str, mark: str, act: str
) -> None:
    answer = phone.act(f"{at}/{act}", {"mark-1": mark})
    assert (answer.status_code, Page(answer.text).sins) == (422, [])
    assert in_the_urn(hall, congress, round, congress.deputies[1]) is None


@pytest.mark.parametrize("name", ["mark-4", "mark-0", "mark-999"])
def test_a_candidate_that_does_not_stand_cannot_be_marked(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str, name: str
) -> None:
    assert phone.act(f"{at}/cast", {"mark-1": "for", name: "for"}).status_code == 422
    assert in_the_urn(hall, congress, round, congress.deputies[1]) is None


def test_a_blank_ballot_is_a_ballot(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str
) -> None:
    assert phone.press(f"{at}/ballot", "/review").status_code == 200
    assert phone.act(f"{at}/cast").status_code == 303
    assert in_the_urn(hall, congress, round, congress.deputies[1]) == "..."


def test_who_is_not_present_has_no_ballot_and_cannot_cast(
    hall: Hall, congress: Congress, round: RoundId, at: str
) -> None:
    who = congress.deputies[5]
    phone = hall.visitor(congress, who)  # the scan makes present, so the clerk says otherwise
    clerk = hall.visitor(congress, congress.clerk)
    pen = f"/m/{congress.meeting}/desk/roster/{who.person}/attendance"
    assert clerk.act(pen, {"attendance": "absent"}).status_code == 303
    assert not phone.see(f"{at}/ballot").offers("/review")
    answer = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert answer.json()["refused"][0]["code"] == "not-present"
    assert in_the_urn(hall, congress, round, who) is None


def test_a_late_arrival_may_still_vote(
    hall: Hall, congress: Congress, round: RoundId, at: str
) -> None:
    who = congress.deputies[5]
    code = congress.codes[who.person]
    hall.do(sign_in, hall.house.db, congress.desk, code, f"phone-{who.person}", "")
    phone = hall.visitor(congress, who)
    assert phone.press(f"{at}/ballot", "/review", marks("+--")).status_code == 200
    assert phone.act(f"{at}/cast", marks("+--")).status_code == 303
    assert in_the_urn(hall, congress, round, who) == "+--"


def test_a_sealed_ballot_is_not_open_yet(hall: Hall, congress: Congress) -> None:
    clerk = hall.visitor(congress, congress.chair)
    paper = hall.do(adopted, congress, 3, 1)
    clerk.act(f"/m/{congress.meeting}/papers/{paper}/seal")
    vote = hall.do(congress.read, ballots.votes, congress.meeting)[-1]
    assert vote.latest
    at = f"/m/{congress.meeting}/rounds/{vote.latest.round.id}"
    phone = hall.visitor(congress, congress.deputies[1])
    assert not phone.see(f"{at}/ballot").offers("/review")
    answer = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert answer.json()["refused"][0]["code"] == "round-not-open"


def test_after_the_close_no_ballot_is_taken_and_a_receipt_stays(
    hall: Hall, congress: Congress, round: RoundId, phone: Browser, at: str
) -> None:
    phone.act(f"{at}/cast", marks("+--"))
    hall.do(close_round, hall.house.db, congress.chair, round)
    late = hall.visitor(congress, congress.deputies[2])
    assert not late.see(f"{at}/ballot").offers("/review")
    answer = late.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert answer.json()["refused"][0]["code"] == "round-closed"
    again = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert again.json()["repeated"] is True


def test_hands_are_not_raised_by_phone(hall: Hall, congress: Congress) -> None:
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1), Kind.HANDS)
    at = f"/m/{congress.meeting}/rounds/{round}"
    phone = hall.visitor(congress, congress.deputies[1])
    assert not phone.see(f"{at}/ballot").offers("/review")
    answer = phone.post(f"{at}/cast", data=marks("+--"), headers=JSON)
    assert answer.json()["refused"][0]["code"] == "round-not-by-phone"


def test_where_projects_are_ticked_there_is_only_one_mark(
    hall: Hall, congress: Congress
) -> None:
    paper = hall.do(adopted, congress, 3, 2, mode=Mode.PICK, max_marks=2, min_marks=0)
    round = hall.do(congress.open_round, paper)
    at = f"/m/{congress.meeting}/rounds/{round}"
    phone = hall.visitor(congress, congress.deputies[1])
    assert phone.act(f"{at}/cast", marks("-..")).status_code == 422
    assert phone.act(f"{at}/cast", marks("+.+")).status_code == 303
    assert in_the_urn(hall, congress, round, congress.deputies[1]) == "+.+"


def test_a_deputy_sees_no_ballot_but_their_own(
    hall: Hall, congress: Congress, phone: Browser, at: str
) -> None:
    phone.act(f"{at}/cast", marks("+--"))
    other = hall.visitor(congress, congress.deputies[2])
    assert other.see(f"{at}/ballot").offers("/review")
    assert other.get(f"{at}/ballots.csv").status_code == 404, "not before the announcement"


def test_the_meeting_page_leads_to_the_ballot_and_then_to_the_receipt(
    hall: Hall, congress: Congress, phone: Browser
) -> None:
    paper = hall.do(adopted, congress, 3, 2)
    round = hall.do(congress.open_round, paper)
    here, at = f"/m/{congress.meeting}", f"/m/{congress.meeting}/rounds/{round}"
    assert phone.see(here).links.count(f"{at}/ballot") == 1
    phone.act(f"{at}/cast", marks("+--"))
    assert phone.see(here).links.count(f"{at}/ballot") == 2, "and the receipt"
