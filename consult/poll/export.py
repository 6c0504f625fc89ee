"""Polls as tables to take home. Pure; the headers are Chinese and English at once."""

from collections.abc import Mapping, Sequence

from consult.poll.poll import Poll, Resident, Wave
from consult.poll.questionnaire import Questionnaire
from consult.poll.report import Answer, Report

Row = list[object]


def register_rows(poll: Poll, residents: Sequence[Resident]) -> list[Row]:
    """The whole register with names, for the office. The first row is the salt of its hash."""
    head: Row = ["salt", poll.salt]
    names: Row = ["序号", "姓名", "性别", "年龄", "村", "网格", "户号", "电话"]
    rows: list[Row] = [
        [
            *(one.number, one.name, "女" if one.sex == "female" else "男", one.age),
            *(one.village, one.grid, one.household, one.phone),
            *(one.stratum, one.rank or "", str(one.place), one.replaces or ""),
        ]
        for one in residents
    ]
    return [head, [*names, "stratum", "rank", "place", "replaces"], *rows]


def answer_rows(asked: Questionnaire, answers: Sequence[Answer]) -> list[Row]:
    """One row a card, without the card; sorted by its content, so that no order is kept."""
    keys = [item.key for item in asked.items]
    sheets: dict[str, dict[Wave, Mapping[str, int]]] = {}
    for one in answers:
        sheets.setdefault(one.seat, {})[one.wave] = one.answers
    rows: list[Row] = [
        [waves.get(wave, {}).get(key, "") for wave in Wave for key in keys]
        for waves in sheets.values()
    ]
    head: Row = [f"{wave}_{key}" for wave in Wave for key in keys]
    return [head, *sorted(rows, key=lambda row: [str(cell).zfill(2) for cell in row])]


def report_rows(report: Report) -> list[Row]:
    """Every item with all its figures."""
    head: Row = ["item", "text", "cost", "pairs", "mean_before", "mean_after", "shift"]
    head += ["ci95_low", "ci95_high", "sd_before", "sd_after", "up", "same", "down"]
    head += ["test", "p", "p_holm", "rank_before", "rank_after"]
    head += [
        f"{one}_{two}" for one in ("below", "mid", "above") for two in ("below", "mid", "above")
    ]
    ranks = {one.key: (one.before, one.after) for one in report.ranking}
    rows: list[Row] = [
        [
            *(one.key, one.text, one.cost, one.pairs, _r(one.before), _r(one.after)),
            *(_r(one.shift), _r(one.low), _r(one.high), _r(one.spread_before)),
            *(_r(one.spread_after), one.up, one.same, one.down, str(one.test)),
            *(_r(one.p, 6), _r(one.p_holm, 6), *ranks.get(one.key, ("", ""))),
            *(cell for row in one.table for cell in row),
        ]
        for one in report.changes
    ]
    return [head, *rows]


def _r(value: float | None, digits: int = 4) -> float | str:
    return "" if value is None else round(value, digits)
