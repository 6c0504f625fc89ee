"""`python -m tests.load.bench`: rehearsals at 300 and 3,000 phones, held against the budgets;
by name, in secret, and in secret with a hundred papers each.

Every figure stands beside the raw limit that the same run measured; times alone say little on a
machine with other work. Only a lost or a doubled ballot fails: the exit code is then 1.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from minyi.rehearsal.figures import Figures, SecretFigures
from minyi.rehearse import rehearse, rehearse_secretly, show, show_secret

SHEETS = 60  # deputies with a hundred papers each
Budget = tuple[str, float, float]  # what, measured, at most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=[300, 3000])
    parser.add_argument("--screens", type=int, help="live screens; a sixth of the phones")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kind", choices=["recorded", "secret", "both"], default="both")
    asked = parser.parse_args()
    holds = True
    if asked.kind != "recorded":
        holds = all([secretly(asked.phones, as_json=asked.json), sheets(as_json=asked.json)])
    if asked.kind == "secret":
        return 0 if holds else 1
    runs = [rehearse(phones, screens=asked.screens) for phones in asked.phones]
    if asked.json:
        print(json.dumps([asdict(figures) for figures in runs], ensure_ascii=False, indent=2))
    else:
        for figures in runs:
            show(figures)
            show_budgets(budgets(figures))
    return 0 if holds and all(figures.holds for figures in runs) else 1


def secretly(phones: Sequence[int], *, as_json: bool) -> bool:
    """Pick-N: one paper each, all cast within ten seconds."""
    runs = [rehearse_secretly(number) for number in phones]
    held = [_tell(figures, 1.5, as_json=as_json) for figures in runs]
    return all(held)


def sheets(*, as_json: bool) -> bool:
    """A hundred items, each on a paper of its own."""
    return _tell(rehearse_secretly(SHEETS, 100, apart=True), 50.0, as_json=as_json)


def _tell(figures: SecretFigures, most_cpu: float, *, as_json: bool) -> bool:
    if as_json:
        print(json.dumps(asdict(figures), ensure_ascii=False, indent=2))
        return figures.holds
    show_secret(figures)
    spent = figures.issue.cpu_ms_each + figures.cast.cpu_ms_each
    held = [("server CPU a deputy, papers and cast, ms", round(spent, 2), most_cpu)]
    if figures.papers_each == 1:
        held.append(("95 in 100 acknowledged after, ms", figures.cast.p95_ms, 2000.0))
    show_budgets(held)
    return figures.holds


def budgets(figures: Figures) -> list[Budget]:
    """What the design promises at about this size."""
    cast = figures.cast
    held = [
        ("server CPU a vote, ms", cast.cpu_ms_each, 3.0),
        (
            "last screen final after the last acknowledgement, ms",
            figures.screens.final_after_ms,
            300.0,
        ),
    ]
    if figures.phones <= 300:
        held += [
            ("all acknowledged after, s", cast.all_after_s, 2.0),
            ("95 in 100 acknowledged after, ms", cast.p95_ms, 1000.0),
            ("server memory, MB", figures.memory_mb, 150.0),
        ]
    else:
        held += [
            ("the cast against the raw limit", figures.cast_to_limit, 2.3),
            ("all signed in after, s", figures.sign_in.all_after_s, 60.0),
        ]
    return held


def show_budgets(held: Sequence[Budget]) -> None:
    for what, measured, most in held:
        word = "within" if measured <= most else "OVER"
        print(f"  {word:>6} budget: {what}: {measured:g} (at most {most:g})")
    print()


if __name__ == "__main__":
    sys.exit(main())
