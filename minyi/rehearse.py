"""`minyi rehearse`: is this machine enough for our hall? Exit 0 only if nothing was lost."""

import asyncio
import json
import sys
from dataclasses import asdict

import uvloop
from rich.console import Console
from rich.table import Table
from websockets.exceptions import WebSocketException

from ballots.method import Mode
from minyi.rehearsal.congress import MOST_PHONES
from minyi.rehearsal.evening import Plan, Refusal, evening
from minyi.rehearsal.figures import Burst, Figures, SecretFigures
from minyi.rehearsal.phone import HungUp
from minyi.rehearsal.secret_evening import SecretPlan, secret_evening
from minyi.rehearsal.server import NoServer

HOLDS, FAILS, WRONG_CALL = 0, 1, 2
PHONES_A_SCREEN = 6
CAST_A_SECOND = 300  # 3,000 in ten seconds
# The least number of phones: two thirds of fewer is everybody, and fewer than five tell names.
KINDS = {"recorded": 3, "secret": 5}


def rehearse(phones: int, kind: str = "recorded", screens: int | None = None) -> Figures:
    """A whole congress on this machine, from the first scan to the announced result."""
    plan = Plan(phones, max(1, phones // PHONES_A_SCREEN) if screens is None else screens)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(evening(plan))


def rehearse_secretly(
    phones: int,
    candidates: int = 12,
    *,
    mode: Mode = Mode.FOR_AGAINST_ABSTAIN,
    apart: bool = False,
) -> SecretFigures:
    """The same with a secret vote, up to the verified archive; 300 deputies cast a second."""
    seconds = max(1.0, phones / CAST_A_SECOND)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(secret_evening(SecretPlan(phones, candidates, mode, apart, seconds)))


def run(phones: int, kind: str, as_json: bool, mode: Mode = Mode.FOR_AGAINST_ABSTAIN) -> int:
    """Print the figures; answer the exit code."""
    problem = _unfit(phones, kind, mode)
    if problem:
        print(problem, file=sys.stderr)
        return WRONG_CALL
    try:
        figures = (
            rehearse_secretly(phones, mode=mode) if kind == "secret" else rehearse(phones, kind)
        )
    except (NoServer, Refusal, HungUp, OSError, WebSocketException) as failure:
        print(f"The rehearsal could not be finished. {failure}", file=sys.stderr)
        return FAILS
    if as_json:
        print(json.dumps(asdict(figures), ensure_ascii=False, indent=2))
    elif isinstance(figures, SecretFigures):
        show_secret(figures)
    else:
        show(figures)
    return HOLDS if figures.holds else FAILS


def _unfit(phones: int, kind: str, mode: Mode) -> str:
    if kind not in KINDS:
        return f"A rehearsal is of one of these kinds: {', '.join(KINDS)}."
    if not KINDS[kind] <= phones <= MOST_PHONES:
        return f"A {kind} rehearsal takes {KINDS[kind]} to {MOST_PHONES} phones."
    if kind != "secret" and mode is not Mode.FOR_AGAINST_ABSTAIN:
        return "Only a secret rehearsal can be marked in other ways."
    return ""


def show(figures: Figures, console: Console | None = None) -> None:
    console = console or Console()
    table = Table(title=f"{figures.phones} phones, {figures.kind}")
    for column in ("all at once", "last after s", "p50 ms", "p95 ms", "p99 ms", "CPU ms"):
        first = column == "all at once"
        table.add_column(column, justify="left" if first else "right", no_wrap=True)
    for name, burst in (
        ("sign in", figures.sign_in),
        ("open the meeting page", figures.arrive),
        ("open the ballot page", figures.look),
        ("cast", figures.cast),
        ("cast, raw limit", figures.raw_limit),
    ):
        table.add_row(name, *_row(burst))
    console.print(table)
    seen, found = figures.screens, figures.checks
    console.print(
        f"Cast against the raw limit (a server that does nothing): {figures.cast_to_limit}x"
        f" in time, {cpu_to_limit(figures)} in CPU. Server memory {figures.memory_mb} MB."
    )
    console.print(
        f"{seen.screens} screens: told of the opening after {seen.told_open_after_ms} ms;"
        f" {seen.messages} messages during the cast; the last had the final turnout"
        f" {seen.final_after_ms} ms after the last acknowledgement."
    )
    console.print(
        f"{found.ballots} ballots of {figures.phones} phones: {found.double_clicks} pressed"
        f" twice, {found.lost_answers} lost the line and sent again, and all sent once more."
    )
    for problem in found.problems:
        console.print(f"[bold red]Wrong:[/] {problem}")
    console.print("Nothing lost, nothing doubled." if figures.holds else "This does not hold.")


def show_secret(figures: SecretFigures, console: Console | None = None) -> None:
    console = console or Console()
    table = Table(title=f"{figures.phones} phones, secret, {figures.papers_each} papers each")
    for column in ("", "last after s", "p50 ms", "p95 ms", "p99 ms", "CPU ms"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    table.add_row("enrol, all at once", *_row(figures.enrol))
    table.add_row("papers, all at once", *_row(figures.issue))
    table.add_row("cast, over some seconds", *_row(figures.cast))
    console.print(table)
    papers = figures.papers_each
    together = figures.issue.cpu_ms_each + figures.cast.cpu_ms_each
    console.print(
        f"Papers and cast together: {together:.2f} ms of server CPU a deputy. The raw limit of"
        f" this machine: {papers * figures.raw_sign_ms:.2f} ms to sign"
        f" + {papers * figures.raw_verify_ms:.2f} ms to verify."
        f" Server memory {figures.memory_mb} MB."
    )
    for problem in figures.problems:
        console.print(f"[bold red]Wrong:[/] {problem}")
    good = "Nothing lost, nothing doubled; all receipts and the archive hold."
    console.print(good if figures.holds else "This does not hold.")


def cpu_to_limit(figures: Figures) -> str:
    raw = figures.raw_limit.cpu_ms_each
    return f"{figures.cast.cpu_ms_each / raw:.1f}x" if raw else "too little to compare"


def _row(burst: Burst) -> list[str]:
    return [
        f"{burst.all_after_s:.2f}",
        f"{burst.p50_ms:.0f}",
        f"{burst.p95_ms:.0f}",
        f"{burst.p99_ms:.0f}",
        f"{burst.cpu_ms_each:.2f}",
    ]
