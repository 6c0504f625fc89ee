"""The plain words by which people are told of a matter: read once, or heard once."""

from followup.acts import MatterState
from followup.deliveries.news import News
from web.language import Language, translations, written_day
from web.refusals import _

DELIVERY_SENTENCES: dict[str, str] = {
    "delivery-settled": _("This has been brought already. Load the page again."),
}

DELIVERY_WORDS: dict[str, str] = {
    "Way.visit": _("by word of mouth, at home"),
    "Way.slip": _("with a slip"),
    "Way.broadcast": _("by the loudspeaker"),
    "Way.meeting": _("at a meeting"),
    "Duty.deliver": _("tell those without a phone"),
}

# What there is to say, by the state of the matter.
NEWS: dict[MatterState, str] = {
    MatterState.DECIDED: _("It has been decided. Who does the work is being settled."),
    MatterState.ASSIGNED: _("It has been given to %(unit)s. It is to be finished by %(due)s."),
    MatterState.RETURNED: _("It was given back. Another unit is being looked for."),
    MatterState.ACCEPTED: _("%(unit)s has taken it on. It is to be finished by %(due)s."),
    MatterState.DOING: _("%(unit)s is working on it. It is to be finished by %(due)s."),
    MatterState.CLAIMED: _(
        "%(unit)s says that it is done. The congress will come and look whether that is so."
    ),
    MatterState.VERIFIED: _(
        "We have looked on the spot: it is done. You will be asked whether you are satisfied."
    ),
    MatterState.RATING: _(
        "We have looked on the spot: it is done. Please tell us whether you are satisfied."
    ),
    MatterState.RATED: _("It is done, and people have said what they think of it."),
    MatterState.FACE_TO_FACE: _(
        "Some are not satisfied. %(unit)s will have to explain it face to face."
    ),
    MatterState.UNSETTLED: _("People are still not satisfied. It will be given out once more."),
    MatterState.CLOSED: _("It is finished."),
    MatterState.REOPENED: _("It was not well done, and is begun once more."),
    MatterState.SUSPENDED: _("The work rests for now."),
}
ANSWER = _("%(unit)s answers: %(answer)s")
OPEN_DAY = _("a day that is not set yet")


BRIEF = 44  # characters of the unit's words that a slip has room for
CUT = _("%(words)s… (The contact person has all of it.)")


def told(language: Language, news: News, *, brief: bool = False) -> list[str]:
    """The sentences in their order, each short enough to be said in one breath; `brief` for a
    slip, which says where the rest is instead of losing it."""
    say = translations(language).gettext
    words, answer = news.words, news.answer
    if brief:
        words, answer = _cut(language, words), "" if words else _cut(language, answer)
    facts = {
        "unit": news.unit,
        "due": written_day(news.due.isoformat(), language) if news.due else say(OPEN_DAY),
        "answer": answer,
    }
    found = [say(NEWS[news.state]) % facts, words]
    found += [say(ANSWER) % facts] if answer else []
    return [one for one in found if one]


def _cut(language: Language, words: str) -> str:
    if len(words) <= BRIEF:
        return words
    return translations(language).gettext(CUT) % {"words": words[:BRIEF]}
