"""What a person may be in a meeting. Roles belong to a meeting, not to an account. Pure."""

from collections.abc import Collection
from enum import StrEnum

from core.errors import Refused


class Role(StrEnum):
    DEPUTY = "deputy"  # 代表: entitled to vote
    CHAIR = "chair"  # 执行主席: the presiding chair
    CLERK = "clerk"  # 秘书处: the secretariat
    TELLER = "teller"  # 计票人
    SCRUTINEER = "scrutineer"  # 监票人
    NON_VOTING = "non_voting"  # 列席: may speak, does not vote
    AUDITOR = "auditor"  # 审计员: reads what was done, changes nothing


# These run a meeting, so a lost badge alone must not be enough: they set a PIN.
RUNNING = frozenset({Role.CHAIR, Role.CLERK, Role.TELLER, Role.SCRUTINEER})
# The auditor reads what nobody else may, so that badge asks for a PIN as well.
POWERFUL = RUNNING | {Role.AUDITOR}


def check_apart(roles: Collection[Role]) -> None:
    """Refuse an auditor of one's own acts.

    等级保护 (GB/T 22239) keeps the administration of a system and its audit in two hands.
    """
    if Role.AUDITOR in roles and not RUNNING.isdisjoint(roles):
        raise Refused("auditor-apart", roles=sorted(RUNNING.intersection(roles)))
