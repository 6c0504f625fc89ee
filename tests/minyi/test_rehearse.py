import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from ballots.method import Mode
from minyi import rehearse
from minyi.rehearsal.congress import MOST_PHONES
from minyi.rehearsal.evening import Hall, Refusal
from minyi.rehearsal.figures import Burst, Checks, Figures, Screens, percentile
from minyi.rehearse import FAILS, HOLDS, WRONG_CALL, run

BURST = Burst.of([0.01, 0.02, 0.03], requests=4, cpu_seconds=0.03)
FIGURES = Figures(
    phones=3,
    kind="recorded",
    sign_in=BURST,
    arrive=BURST,
    look=BURST,
    cast=BURST,
    raw_limit=BURST,
    cast_to_limit=1.0,
    screens=Screens(1, 2, 3.0, 4.0, 1),
    memory_mb=90.0,
    checks=Checks(3, 0, 0, 3, ()),
)
LOST = replace(FIGURES, checks=replace(FIGURES.checks, problems=("a ballot is lost",)))


def test_a_small_hall_votes_and_nothing_is_lost_or_doubled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(25, "recorded", as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert figures["checks"] == {
        "ballots": 25,
        "double_clicks": 3,
        "lost_answers": 2,
        "resent": 25,
        "problems": [],
    }
    assert figures["cast"]["requests"] == 25 + 3 + 2
    assert figures["raw_limit"]["requests"] == 25 + 3 + 2, "the same burst for both"
    assert figures["screens"]["final_on"] == figures["screens"]["screens"] == 4
    assert code == HOLDS


def test_the_exit_code_says_that_a_ballot_was_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rehearse, "rehearse", lambda phones, kind: LOST)
    assert run(3, "recorded", as_json=False) == FAILS
    assert "a ballot is lost" in capsys.readouterr().out


def test_the_table_shows_the_cast_beside_the_raw_limit() -> None:
    paper = io.StringIO()
    rehearse.show(FIGURES, Console(file=paper, width=120))
    assert "cast, raw limit" in paper.getvalue()
    assert "1.0x in time, 1.0x in CPU" in paper.getvalue()
    assert "Nothing lost, nothing doubled." in paper.getvalue()


def test_a_small_hall_votes_secretly_and_its_archive_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(25, "secret", as_json=True)
    figures = json.loads(capsys.readouterr().out)
    assert figures["problems"] == []
    assert (figures["phones"], figures["papers_each"]) == (25, 1)
    assert figures["cast"]["requests"] == 25
    assert code == HOLDS


def test_a_hall_can_rehearse_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(5, "secret", as_json=True, mode=Mode.RANK) == HOLDS
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert run(5, "recorded", as_json=True, mode=Mode.RANK) == WRONG_CALL


def test_a_kind_that_is_none_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(25, "shouting", as_json=False) == WRONG_CALL
    assert "recorded" in capsys.readouterr().err


@pytest.mark.parametrize("phones", [0, 2, MOST_PHONES + 1])
def test_a_hall_must_fit_a_roster(phones: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(phones, "recorded", as_json=False) == WRONG_CALL
    assert str(MOST_PHONES) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 2.0), (0.75, 3.0), (0.99, 4.0), (1.0, 4.0)]
)
def test_a_percentile_is_a_value_that_occurred(share: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == expected


def test_a_server_that_says_no_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def refused(hall: Hall, path: str) -> Burst:
        raise Refusal(f"{path}: 403")

    monkeypatch.setattr(Hall, "look", refused)
    assert run(3, "recorded", as_json=False) == FAILS
    assert "could not be finished. /m/" in capsys.readouterr().err
