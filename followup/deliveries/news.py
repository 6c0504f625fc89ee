"""What there is to tell of a matter, for people who read and hear it once. Pure."""

from dataclasses import dataclass
from datetime import date

from followup import event as e
from followup.acts import MatterState
from followup.summary import View


@dataclass(frozen=True, slots=True)
class News:
    """`state` chooses the sentence; `words` are those of the unit or of the office."""

    title: str
    state: MatterState
    unit: str
    due: date | None
    on: date | None  # since when it is so
    words: str
    answer: str  # what the unit answered last


_WORDS = (e.Closed, e.Suspended, e.Returned)


def news(seen: View) -> News:
    now = seen.progress
    assert now.matter is not None, "the first event opens it"
    lead = now.lead or (now.assignments[-1] if now.assignments else None)
    said = [one for one in now.taken if isinstance(one, _WORDS) and one.on == str(now.since)]
    answers = [one.text for one in now.taken if isinstance(one, e.Answered)]
    return News(
        title=now.matter.title,
        state=now.state,
        unit=lead.org_name if lead else "",
        due=lead.due_on or lead.answer_by if lead else None,
        on=now.since,
        words=getattr(said[-1], "text", "") or getattr(said[-1], "reason", "") if said else "",
        answer=answers[-1] if answers else "",
    )
