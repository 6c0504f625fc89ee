"""What a person may be in a meeting. Roles belong to a meeting, not to an account. Pure."""

from enum import StrEnum


class Role(StrEnum):
    DEPUTY = "deputy"  # 代表: entitled to vote
    CHAIR = "chair"  # 执行主席: the presiding chair
    CLERK = "clerk"  # 秘书处: the secretariat
    TELLER = "teller"  # 计票人
    SCRUTINEER = "scrutineer"  # 监票人
    NON_VOTING = "non_voting"  # 列席: may speak, does not vote


# These run a meeting, so a lost badge alone must not be enough: they set a PIN.
POWERFUL = frozenset({Role.CHAIR, Role.CLERK, Role.TELLER, Role.SCRUTINEER})
