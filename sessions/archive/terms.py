"""What was decided about a meeting's archive, and which editions of it there are. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.canonical import Json
from core.chain import Event
from core.errors import Refused
from sessions.retention import Retention

SEALS = "MeetingClosed"  # the first edition ends here
# Each of these after the close makes a further edition; the earlier ones stay.
# What is added to minutes alone makes none: a supplement is one when it is signed and closed.
RENEWS = frozenset(
    {"ArchiveTermsChosen", "AnnouncementIssued", "MinutesSigned", "MinutesClosed"}
)
CHOSEN = "ArchiveTermsChosen"


class Copy(StrEnum):
    INTERNAL = "internal"  # all of it, for the secretariat and an auditor
    PUBLIC = "public"  # names masked, nothing that is nobody's business


class Style(StrEnum):
    """How a name is written in the public copy."""

    OPEN = "open"  # as it is
    SURNAME = "surname"  # 张*
    LENGTH = "length"  # 张**: as many signs as the name has


@dataclass(frozen=True, slots=True)
class Masking:
    """`deputies` and `officials` say whether their names stay as they are in a public copy."""

    style: Style = Style.SURNAME
    deputies: bool = True
    officials: bool = True  # chair, clerk, tellers and scrutineers act in public office


@dataclass(frozen=True, slots=True)
class Terms:
    retention: Retention = Retention.PERMANENT
    masking: Masking = Masking()


def terms_to_facts(terms: Terms) -> dict[str, Json]:
    masking = terms.masking
    return {
        "retention": str(terms.retention),
        "names": str(masking.style),
        "deputies": masking.deputies,
        "officials": masking.officials,
    }


def terms_from_facts(facts: Mapping[str, Json]) -> Terms:
    """Refuses what `terms_to_facts` does not write: `field-wrong`."""
    try:
        retention, style = Retention(str(facts["retention"])), Style(str(facts["names"]))
        deputies, officials = facts["deputies"], facts["officials"]
    except (KeyError, ValueError):
        raise Refused("field-wrong", field="terms") from None
    if not isinstance(deputies, bool) or not isinstance(officials, bool):
        raise Refused("field-wrong", field="terms")
    return Terms(retention, Masking(style, deputies, officials))


def terms_of(events: Iterable[Event]) -> Terms:
    """As they were chosen last; permanent, and the names of residents masked, if never."""
    chosen = [event for event in events if event.kind == CHOSEN]
    return terms_from_facts(chosen[-1].says) if chosen else Terms()


def editions(kinds: Iterable[tuple[int, str]]) -> list[int]:
    """The last number of the journal in each edition, the first edition first.

    Takes the number and the kind of every entry, in order. Empty while the meeting runs.
    """
    ends: list[int] = []
    for number, kind in kinds:
        if kind == SEALS or (ends and kind in RENEWS):
            ends.append(number)
    return ends
