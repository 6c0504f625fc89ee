"""Drafts commented on paragraph by paragraph: the clerk lays them open, voices comment."""

from starlette.responses import Response

from consult import queries as consult
from consult.contribution.commands import contribute_as, new_entry_id
from consult.contribution.said import TEXT_LENGTH, Circle, Contributed, ContributionKind
from consult.drafts.commands import lay_draft, take_draft
from consult.drafts.draft import DRAFT_LENGTH, TITLE_LENGTH, Draft, Paragraph
from consult.online.queries import outside_voices
from consult.online.voices import is_outside
from consult.queries import YardView
from consult.reactions.commands import React
from consult.reactions.queries import my_reactions
from consult.reactions.reaction import Opinion
from core.errors import Forbidden, NotHere, Refused
from core.ids import MeetingId
from web.access import MOST_UPLOAD, Who, act, page, speaking
from web.visit import NoVoice, Visit

M = "/m/{meeting:str}"
DESK = f"{M}/desk/consult/draft"
DRAFT = f"{M}/draft/{{draft:str}}"
PART = f"{DRAFT}/{{paragraph:str}}"


async def desk(visit: Visit) -> Response:
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.me.meeting)
    return visit.render(
        "consult/draft_desk.html",
        yard=yard,
        entry=new_entry_id(),
        most=DRAFT_LENGTH,
        title_most=TITLE_LENGTH,
    )


async def lay(visit: Visit) -> Response:
    """Pasted, or uploaded as a plain text file."""
    title = visit.form.text("title", TITLE_LENGTH)
    text = visit.form.values.get("text", "")
    visit.form.check()
    if not text.strip():
        name, content = visit.form.file("file")
        visit.form.check()
        text = _decoded(content, name)
    id = visit.form.values.get("entry", "")
    await lay_draft(visit.house.db, visit.me, title, text, id)
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/draft")


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, or what Windows in Chinese writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("draft-unreadable", field="file", name=name[:40])


async def take(visit: Visit) -> Response:
    await take_draft(visit.house.db, visit.me, visit.path("draft"))
    return visit.go(f"/m/{visit.me.meeting}/desk/consult/draft")


async def read(visit: Visit) -> Response:
    """The draft with what is said of each paragraph; printed, it is the same list."""
    try:
        visit.voice = await speaking(visit)
    except (NoVoice, Refused):
        visit.voice = None
    meeting = visit.path("meeting")
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, meeting)
        draft = _draft(yard, visit.path("draft"))
        outside = await outside_voices(connection, meeting)
        may_speak = visit.voice is not None and not is_outside(visit.voice)
        mine = await my_reactions(connection, meeting, visit.speaker) if may_speak else {}
    return visit.render(
        "consult/draft.html",
        yard=yard,
        draft=draft,
        mine=mine,
        outside=outside,
        may_speak=may_speak and yard.consultation.takes_words,
        open_at=visit.request.path_params.get("paragraph", ""),
        entry=new_entry_id,
        most=TEXT_LENGTH,
        ContributionKind=ContributionKind,
    )


async def react(visit: Visit) -> Response:
    value = visit.form.choice("opinion", Opinion)
    visit.form.check()
    part, meeting = await _part(visit), MeetingId(visit.path("meeting"))
    await visit.house.reacting.put(
        React(meeting, part.id, visit.speaker, value, new_entry_id())
    )
    return visit.go(f"/m/{meeting}/draft/{visit.path('draft')}#p-{part.number}")


async def say(visit: Visit) -> Response:
    if is_outside(visit.speaker):
        raise Forbidden("outside-says-nothing")
    kind = visit.form.choice("kind", ContributionKind)
    text = visit.form.text("text", TEXT_LENGTH)
    visit.form.check()
    part, meeting = await _part(visit), MeetingId(visit.path("meeting"))
    said = Contributed(kind, text, Circle.PUBLIC, about=part.id)
    number = visit.stool.number if visit.stool else 0
    id = visit.form.values.get("entry", "")
    await contribute_as(visit.house.db, meeting, visit.speaker, said, id, number=number)
    return visit.go(f"/m/{meeting}/draft/{visit.path('draft')}#p-{part.number}")


async def _part(visit: Visit) -> Paragraph:
    async with visit.house.db.reading() as connection:
        yard = await consult.yard_view(connection, visit.path("meeting"))
    for one in _draft(yard, visit.path("draft")).parts:
        if str(one.number) == visit.path("paragraph"):
            return one
    raise NotHere("draft")


def _draft(yard: YardView, id: str) -> Draft:
    found = yard.state.drafts.get(id)
    if found is None:
        raise NotHere("draft")
    return found


routes = [
    page(DESK, desk, Who.CONVENER),
    act(DESK, lay, Who.CONVENER, again=desk, most=MOST_UPLOAD),
    act(f"{DESK}/{{draft:str}}/take", take, Who.CONVENER, again=desk),
    page(DRAFT, read, Who.ANYONE),
    act(f"{PART}/react", react, Who.VOICE, again=read),
    act(f"{PART}/say", say, Who.VOICE, again=read),
]
