"""Who acts on matters: organisations in a tree, and the posts people hold in them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Refused

NAME_LENGTH = 60  # characters of an organisation's name
MOST_DEEP = 6  # village, town, county, and room above


class Tier(StrEnum):
    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"


class OrgKind(StrEnum):
    CONGRESS = "congress"
    GOV_UNIT = "gov_unit"
    VILLAGE_COMMITTEE = "village_committee"


class Office(StrEnum):
    """As what somebody acts. The last two are no posts: they come by a vote or by a link."""

    CONGRESS_OFFICE = "congress_office"  # 人大办公室: assigns, extends, verifies, closes
    PRESIDIUM = "presidium"  # 主席团: suspends, hands over again
    UNIT = "unit"  # 承办单位: writes its own rows
    CONTACT = "contact"  # 联系人: brings the news to people without phones
    AUDITOR = "auditor"  # reads all, changes nothing
    DEPUTY = "deputy"
    RESIDENT = "resident"


POSTS = frozenset(Office) - {Office.DEPUTY, Office.RESIDENT}
SEES_ALL = frozenset({Office.CONGRESS_OFFICE, Office.PRESIDIUM, Office.AUDITOR})
SEES_RATINGS = SEES_ALL  # never a unit


@dataclass(frozen=True, slots=True)
class Org:
    id: str
    parent: str | None
    level: Tier
    kind: OrgKind
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    person: str
    org: str
    office: Office


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: by name, as what, and for which organisation."""

    person: str
    name: str
    office: Office
    org: str = ""
    org_name: str = ""


def check_org(org: Org, known: Mapping[str, Org]) -> None:
    """Refuse an organisation without a name, without its parent, or under itself."""
    if not org.name:
        raise Refused("field-empty", "name")
    if any(one.name == org.name and one.parent == org.parent for one in known.values()):
        raise Refused("org-twice", "name", name=org.name)
    above, depth = org.parent, 0
    while above is not None:
        if above not in known or above == org.id or depth == MOST_DEEP:
            raise Refused("org-tree", "parent")
        above, depth = known[above].parent, depth + 1
