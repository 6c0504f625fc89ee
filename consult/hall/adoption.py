"""Whether an opinion of a hall consultation is adopted. Pure."""

from collections.abc import Sequence
from enum import StrEnum

from core.errors import Refused

REASON_LENGTH = 1000


class Adoption(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT = "not"


def check_adoption(adoption: Adoption | None, reason: str) -> None:
    """Refuse an ending that leaves open whether the opinion is adopted, or why it is not.

    上海市居民委员会工作条例 Art. 23: results are adopted unless there is a good reason not to.
    """
    if adoption is None:
        raise Refused("adoption-open", field="adoption")
    if adoption is not Adoption.ADOPTED and not reason:
        raise Refused("adoption-without-reason", field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused("field-too-long", field="reason", most=REASON_LENGTH, length=len(reason))


def check_all_adopted(open_: Sequence[int]) -> None:
    """Refuse to confirm or to close where it is open of some opinions, named by their numbers.

    Their endings were written down while the consultation was held in another form.
    """
    if open_:
        raise Refused("adoptions-open", count=len(open_), numbers=list(open_[:12]))
