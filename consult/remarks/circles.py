"""Who reads which circle. Pure."""

from collections.abc import Collection, Mapping

from consult.consultation import STAFF
from consult.contribution.said import Circle
from core.people import Role

READS: Mapping[Role, frozenset[Circle]] = {
    Role.DEPUTY: frozenset({Circle.DEPUTY}),
    Role.NON_VOTING: frozenset({Circle.UNIT}),  # the heads of departments, who answer
    **dict.fromkeys(STAFF, frozenset(Circle)),
}


def circles_of(roles: Collection[Role]) -> frozenset[Circle]:
    """What somebody on the roster may read: the public circle, and those of their roles."""
    found = {Circle.PUBLIC}
    for role in roles:
        found |= READS.get(role, frozenset())
    return frozenset(found)
