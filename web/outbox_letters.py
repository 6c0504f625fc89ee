"""A message to an office in words, as it is sent, shown and printed."""

from typing import Any

from followup.outbox.message import Message
from web.followup_outbox_words import LEFT_OUT, LINES
from web.language import Language, translations, written_day
from web.words import named

KINDS = {"duty": "Duty", "colour": "Colour"}
DAYS = ("accept_by", "due", "on")


def worded(language: Language, message: Message) -> tuple[str, str]:
    """Subject and text in this language."""
    say = translations(language).gettext
    subject, text = (say(one) for one in LINES[message.topic])
    facts = {name: _fact(language, name, one) for name, one in message.facts.items()}
    return f"{subject % facts} ({facts['no']})", text % facts


def _fact(language: Language, name: str, value: Any) -> Any:
    if value == "":
        return translations(language).gettext(LEFT_OUT)
    if name in KINDS:
        return named(language, f"{KINDS[name]}.{value}")
    if name in DAYS:
        return written_day(value, language)
    return value
