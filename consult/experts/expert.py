"""An expert: a name, the fields they know, and where they work. Pure."""

from dataclasses import dataclass

from core.errors import Refused

LENGTHS = {"name": 40, "fields": 120, "unit": 60}


@dataclass(frozen=True, slots=True)
class Expert:
    id: str
    name: str
    fields: tuple[str, ...]
    unit: str


def read_fields(text: str) -> tuple[str, ...]:
    """The fields named in a line, parted by comma, 、 or ;."""
    for sign in "，,;；/":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(one.strip() for one in text.split("、") if one.strip()))


def check_expert(name: str, fields: tuple[str, ...]) -> None:
    """Refuse an expert without a name, or one of nothing."""
    if not name:
        raise Refused("field-empty", field="name")
    if not fields:
        raise Refused("field-empty", field="fields")
