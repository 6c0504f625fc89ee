"""The roster as a spreadsheet: read it whole, or say which lines are bad. Pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.errors import BadRow, BadRows, Refused
from core.ids import PersonId
from core.people import Role, check_apart
from sessions.attendance.attendee import KIND_WORDS, AttendeeKind, read_kind

MOST_PEOPLE = 4000
LENGTHS = {"name": 40, "delegation": 40, "workplace": 60, "seat": 20}

HEADERS = {
    "name": {"姓名", "名字", "name"},
    "delegation": {"代表团", "代表小组", "代表团(组)", "小组", "delegation", "group"},
    "role": {"身份", "角色", "role", "roles"},
    "kind": {"类别", "人员类别", "列席类别", "kind", "category"},
    "workplace": {"单位", "工作单位", "所在单位", "unit", "workplace"},
    "seat": {"座位", "座位号", "座次", "seat"},
    "id_number": {
        "证件号",
        "证件号码",
        "身份证号",
        "身份证号码",
        "代表证号",
        "id number",
        "id",
    },
}

ROLE_WORDS = {
    "代表": Role.DEPUTY,
    "人大代表": Role.DEPUTY,
    "deputy": Role.DEPUTY,
    "representative": Role.DEPUTY,
    "执行主席": Role.CHAIR,
    "主持人": Role.CHAIR,
    "主席": Role.CHAIR,
    "chair": Role.CHAIR,
    "工作人员": Role.CLERK,
    "秘书处": Role.CLERK,
    "秘书": Role.CLERK,
    "clerk": Role.CLERK,
    "计票人": Role.TELLER,
    "总计票人": Role.TELLER,
    "teller": Role.TELLER,
    "监票人": Role.SCRUTINEER,
    "总监票人": Role.SCRUTINEER,
    "scrutineer": Role.SCRUTINEER,
    "审计员": Role.AUDITOR,
    "auditor": Role.AUDITOR,
    "列席": Role.NON_VOTING,
    "列席人员": Role.NON_VOTING,
    "旁听": Role.NON_VOTING,
    "旁听居民": Role.NON_VOTING,
    "专家": Role.NON_VOTING,
    "部门负责人": Role.NON_VOTING,
    "non-voting": Role.NON_VOTING,
    "non_voting": Role.NON_VOTING,
}


ROLES_APART = r"\s*[,，、;；/+]\s*"
IMPLIED = {"旁听", "旁听居民", "专家", "部门负责人"}  # roles that say the kind as well


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person as the spreadsheet has them. `id_tail` is the last four characters of the
    identity number: enough to tell two of one name apart, and all of it that is kept."""

    name: str
    delegation: str
    roles: frozenset[Role]
    seat: str
    id_tail: str
    person: PersonId | None = None  # the one already on the roster, if any
    kind: AttendeeKind | None = None  # of who has no vote, if the list says so
    unit: str = ""  # where they work: nobody watches over a vote on their own house's project


def read_roster(rows: Sequence[Sequence[str]]) -> tuple[RosterLine, ...]:
    """The people of a decoded table whose first non-empty row is the header.

    Nothing is taken when a row is bad: BadRows names every bad line with its reason.
    """
    start, columns = _header(rows)
    lines: list[RosterLine] = []
    bad: list[BadRow] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows[start:], start=start + 1):
        if not any(cell.strip() for cell in row):
            continue
        try:
            line = _line(row, columns)
            key = (line.name, line.delegation, line.id_tail)
            if key in seen:
                raise Refused("person-doubled", name=line.name, line=seen[key])
            seen[key] = number
            lines.append(line)
        except Refused as refusal:
            bad.append(BadRow(number, refusal.code, refusal.facts))
    if bad:
        raise BadRows(bad)
    if not lines:
        raise Refused("roster-empty", field="file")
    if len(lines) > MOST_PEOPLE:
        raise Refused("roster-too-long", field="file", most=MOST_PEOPLE, count=len(lines))
    return tuple(lines)


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for index, row in enumerate(rows):
        cells = [_plain(cell).lower() for cell in row]
        if not any(cells):
            continue
        columns = {
            field: cells.index(next(cell for cell in cells if cell in names))
            for field, names in HEADERS.items()
            if names & set(cells)
        }
        if "name" not in columns:
            raise Refused("header-missing", field="file", column="name")
        return index + 1, columns
    raise Refused("file-empty", field="file")


def _plain(text: str) -> str:
    """Full-width to half-width, control characters away, inner space single."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C" or sign == " ")
    return " ".join(text.split())


def _line(row: Sequence[str], columns: dict[str, int]) -> RosterLine:
    def cell(field: str) -> str:
        at = columns.get(field)
        return _plain(row[at]) if at is not None and at < len(row) else ""

    name = cell("name")
    if re.fullmatch(r"[一-鿿 ]+", name):
        name = name.replace(" ", "")  # 张 三 is written apart to fill a column
    if not name:
        raise Refused("name-empty")
    for field, most in LENGTHS.items():
        if len(cell(field)) > most:
            raise Refused("cell-too-long", column=field, most=most)
    id_tail = re.sub(r"[^0-9A-Za-z]", "", cell("id_number"))[-4:].upper()
    roles, kind = _standing(cell("role"), cell("kind"))
    return RosterLine(
        name=name,
        delegation=cell("delegation"),
        roles=roles,
        seat=cell("seat"),
        id_tail=id_tail,
        kind=kind,
        unit=cell("workplace"),
    )


def _standing(role: str, kind: str) -> tuple[frozenset[Role], AttendeeKind | None]:
    """Roles and kind. A kind makes nobody a deputy: without a role it is one without a vote."""
    found = read_kind(kind)
    roles = read_roles(role) if role or not found else frozenset({Role.NON_VOTING})
    if found and Role.DEPUTY in roles:
        raise Refused("kind-of-deputy", kind=kind)
    if found is None and Role.NON_VOTING in roles:
        words = re.split(ROLES_APART, role.lower())
        found = next((KIND_WORDS[one] for one in words if one in IMPLIED), None)
    return roles, found


def read_roles(text: str) -> frozenset[Role]:
    """The roles named in a cell, parted by comma, 、 or /. An empty cell means deputy."""
    words = [word.strip().lower() for word in re.split(ROLES_APART, text) if word.strip()]
    unknown = [word for word in words if word not in ROLE_WORDS]
    if unknown:
        raise Refused("role-unknown", role=unknown[0])
    roles = frozenset(ROLE_WORDS[word] for word in words) or frozenset({Role.DEPUTY})
    check_apart(roles)
    if {Role.DEPUTY, Role.NON_VOTING} <= roles:
        raise Refused("roles-contradict")
    return roles


def matched(lines: Sequence[RosterLine], known: Sequence[RosterLine]) -> tuple[RosterLine, ...]:
    """Each line with the person it already is, so that a second import updates.

    Tried in this order: all of it the same; same name and identity tail; same name and
    delegation; and, when the name stands once in each list, the name alone (someone has
    changed delegation). No two lines ever become one person.
    """
    found: dict[int, RosterLine] = {}
    taken: set[PersonId | None] = set()
    for key in (_by_all, _by_id, _by_delegation, _by_name):
        left = _grouped([line for line in known if line.person not in taken], key)
        asked = _grouped([line for i, line in enumerate(lines) if i not in found], key)
        for index, line in enumerate(lines):
            name = key(line)
            if index in found or name is None:
                continue
            rivals = key is _by_name and len(asked[name]) > 1
            others = [
                other
                for other in left.get(name, ())
                if other.person not in taken and not _differ(line, other)
            ]
            if len(others) == 1 and not rivals:
                found[index] = others[0]
                taken.add(others[0].person)
    return tuple(
        replace(line, person=found[i].person, id_tail=line.id_tail or found[i].id_tail)
        if i in found
        else line
        for i, line in enumerate(lines)
    )


def _grouped(
    lines: Sequence[RosterLine], key: Callable[[RosterLine], object]
) -> dict[object, list[RosterLine]]:
    groups: dict[object, list[RosterLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def _by_all(line: RosterLine) -> object:
    return (line.name, line.delegation, line.id_tail)


def _by_id(line: RosterLine) -> object:
    return (line.name, line.id_tail) if line.id_tail else None


def _by_delegation(line: RosterLine) -> object:
    return (line.name, line.delegation)


def _by_name(line: RosterLine) -> object:
    return line.name


def _differ(line: RosterLine, other: RosterLine) -> bool:
    """Two identity numbers that are both known and not the same are two people."""
    return bool(line.id_tail and other.id_tail) and line.id_tail != other.id_tail
