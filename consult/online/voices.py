"""Whose voice it is: a stool's, a member's, or one from outside. Pure."""

from consult.contribution.said import Voice

PERSON, OUTSIDE = "person:", "outside:"


def person_voice(person: str) -> Voice:
    """A member of the meeting's roster; the same on every device they sign in with."""
    return Voice(PERSON + person)


def outside_voice(visitor: str) -> Voice:
    """Somebody who came by the link alone: shown apart, and never counted with the meeting."""
    return Voice(OUTSIDE + visitor)


def is_outside(voice: str) -> bool:
    return voice.startswith(OUTSIDE)
