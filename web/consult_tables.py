"""What was said in a consultation, as a table for programs and offices."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from consult.queries import YardView
from web.language import Language, translations
from web.words import named


def contribution_rows(
    yard: YardView | None, language: Language, zone: ZoneInfo
) -> Iterator[Sequence[object]]:
    """A heading and a line for each contribution, the first first; withdrawn ones say so."""
    _ = translations(language).gettext
    yield (
        _("Number"),
        _("Time"),
        _("Stool"),
        _("Kind"),
        _("Who reads it"),
        _("What was said"),
        _("Written down by"),
        _("Agree"),
        _("Disagree"),
        _("Unsure"),
        _("Taken back"),
    )
    said = yard.all_heard[::-1] if yard is not None else []
    for number, one in enumerate(said, start=1):
        assert yard is not None, "something was said"
        counts = yard.counted(one.id)
        at = datetime.fromisoformat(one.at).astimezone(zone)
        yield (
            number,
            at.strftime("%Y-%m-%d %H:%M:%S"),
            yard.number_of(one) or "",
            named(language, f"ContributionKind.{one.said.kind}"),
            named(language, f"Circle.{one.said.circle}"),
            one.text,
            one.typed_by,
            counts.agree,
            counts.disagree,
            counts.passed,
            _("yes") if one.is_withdrawn else "",
        )
