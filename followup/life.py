"""The life line of a matter, as somebody may read it. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from followup import event as e
from followup.office import SEES_ALL, Office

# Never a line of their own, for anybody: they are shown as counts, see `evaluation`.
COUNTED = (e.Rated, e.ReopenAsked, e.DeliveryDue, e.Delivered)
# Words of residents and between offices, not for the public.
INSIDE = (e.Objected, e.Escalated, e.Hidden)


def life(
    events: Iterable[e.MatterEvent], offices: Collection[Office]
) -> tuple[e.MatterEvent, ...]:
    """The events in order without raters; names of persons for those inside only."""
    taken = list(events)
    hidden = {one.event for one in taken if isinstance(one, e.Hidden)}
    sees_all = not SEES_ALL.isdisjoint(offices)
    shown = []
    for one in taken:
        if isinstance(one, COUNTED) or (isinstance(one, INSIDE) and not offices):
            continue
        told = one if offices else replace(one, by="")
        if isinstance(told, e.FaceToFaceHeld) and not offices:
            told = replace(told, met="")
        if isinstance(told, e.Objected) and not sees_all:
            told = replace(told, by="", token="")
        if one.id in hidden and not sees_all:
            told = _blank(told)
        shown.append(told)
    return tuple(shown)


def _blank(event: e.MatterEvent) -> e.MatterEvent:
    fields: dict[str, Any] = {
        name: type(getattr(event, name))()
        for name in ("text", "reason", "files")
        if hasattr(event, name)
    }
    return replace(event, **fields)
