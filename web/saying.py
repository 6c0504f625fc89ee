"""The form in which something is said, by a resident or for one, and what it asks back."""

from collections.abc import Sequence
from typing import Any

from consult.contribution.commands import new_entry_id
from consult.contribution.fold import Contribution
from consult.contribution.said import (
    TEXT_LENGTH,
    WITNESS_LENGTH,
    Circle,
    Contributed,
    ContributionKind,
    EntryId,
    Seconded,
)
from consult.merges.queries import similar_said
from consult.remarks.commands import second
from consult.stools.stool import Stool
from core.errors import Refused
from web.recordings import take_recordings
from web.visit import Visit

FORM: dict[str, Any] = {
    "ContributionKind": ContributionKind,
    "Circle": Circle,
    "most": TEXT_LENGTH,
    "witness_most": WITNESS_LENGTH,
    "similar": (),
}


async def read_said(visit: Visit) -> tuple[str, Contributed]:
    """What was typed, photographed or spoken."""
    form = visit.form
    photo, sound = await take_recordings(visit)
    said = Contributed(
        kind=form.choice("kind", ContributionKind),
        text=form.prose("text", TEXT_LENGTH, needed=not (photo or sound)),
        circle=form.choice("circle", Circle),
        photo=photo,
        sound=sound,
    )
    return form.values.get("entry", ""), said


def check_pace(visit: Visit, voice: str = "") -> None:
    """Refuse a voice that says too much in a minute. By card and never by address: a whole
    yard has one router. In its own words, for those of a badge lose what was typed."""
    try:
        visit.house.saying.count(voice or visit.seat.id)
    except Refused:
        raise Refused("stool-hurries") from None


async def asked_back(
    visit: Visit, stool: Stool, said: Contributed, entry: str, typed_by: str = ""
) -> dict[str, Any] | None:
    """What the page shows before anything is posted, or nothing if it can be.

    A press on one of the similar ones adds the stool's voice there; the text stays typed.
    """
    chosen = visit.form.values.get("second", "")
    if chosen:
        await second(visit.house.db, stool, Seconded(EntryId(chosen)), new_entry_id(), typed_by)
        visit.keeps_typed = True
        return {"added": chosen}
    if visit.form.is_ticked("anyway"):
        return None
    found: Sequence[Contribution]
    async with visit.house.db.reading() as connection:
        found = await similar_said(connection, stool.meeting, said, entry)
    if not found:
        return None
    visit.keeps_typed = True
    return {"similar": found}
