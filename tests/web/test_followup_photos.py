"""Photos of what was done: public beside their event, without what the phone wrote in them."""

from io import BytesIO

from PIL import Image

from followup import commands
from followup import event as e
from followup.evidence.queries import named_photos
from sessions.signin.commands import print_badges
from tests.followup.town import Town
from tests.sessions.handouts.files import jpeg
from tests.web.browse import Hall, Person
from tests.web.conftest import Called


def png(shade: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 90)).save(made, "PNG")
    return made.getvalue()


def send(person: Person, at: str, values: dict[str, str], *photos: bytes) -> tuple[int, str]:
    files = [("photo", (f"../{n}.php", data, "text/html")) for n, data in enumerate(photos)]
    headers = {"origin": str(person.base_url).rstrip("/")}
    answer = person.post(at, data=values, files=files, headers=headers)
    return answer.status_code, answer.text


async def named(hall: Hall) -> set[str]:
    async with hall.house.db.reading() as connection:
        return await named_photos(connection)


def test_a_milestone_counts_with_a_photo_that_everybody_sees(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    town = hall.do(Town(hall.house.db, congress).set_up)
    matter = hall.do(town.open)
    hall.do(commands.record, town.db, town.roads, matter, e.Accepted)
    unit, public = hall.visitor(congress, congress.deputies[1]), hall.browser()
    at, folder = f"/matters/{matter}", hall.house.settings.data / "evidence"
    form = f"{town.orgs['交通局']}MilestoneDone"
    told = {"office": "unit", "org": town.orgs["交通局"], "form": form}
    told |= {"seq": "1", "text": "路面已完工"}
    done = f"{at}/do/MilestoneDone"
    assert hall.visitor(congress, congress.clerk).act(done, told).status_code == 403
    status, page = send(unit, done, told)
    assert status == 422
    assert "counts only with a photo that shows it" in page
    assert "路面已完工" in page
    status, page = send(unit, done, told, jpeg(), b"<script>")
    assert status == 422
    assert "cannot be read" in page
    (kept,) = folder.iterdir()
    assert f'value="{kept.name}" checked' in page, "the good one is not sent again"
    assert public.get(f"{at}/photos/{kept.name}").status_code == 404, "of no event yet"
    told["photo1"] = kept.name
    assert hall.do(named, hall) == set(), "the next start would sweep it"
    status, page = send(unit, done, told, png(1), png(2), png(3))
    assert (status, "At most 3 photos." in page) == (422, True)
    assert send(unit, done, told, png(1))[0] == 303
    page = public.get(at).text
    assert page.count("/photos/") == 4, "two photos, each with its link"
    assert "100 % shown by evidence" in page
    answer = public.get(f"{at}/photos/{kept.name}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"SECRET" not in answer.content
    assert hall.do(named, hall) == {one.name for one in folder.iterdir()}
    assert ".php" not in page


def test_nobody_without_the_post_lays_down_a_file_and_a_hidden_photo_is_gone(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    town = hall.do(Town(hall.house.db, congress).set_up)
    matter = hall.do(town.open)
    hall.do(commands.record, town.db, town.roads, matter, e.Accepted)
    at, folder = f"/matters/{matter}", hall.house.settings.data / "evidence"
    org = town.orgs["交通局"]
    told = {"office": "unit", "org": org, "period": "2026Q1", "claimed": "5", "text": "推进"}
    stranger = hall.visitor(congress, congress.deputies[0])
    assert send(stranger, f"{at}/do/Reported", told, jpeg())[0] == 403
    assert not folder.exists() or not [*folder.iterdir()]
    unit, public = hall.visitor(congress, congress.deputies[1]), hall.browser()
    assert send(unit, f"{at}/do/Reported", told, jpeg())[0] == 303
    (kept,) = folder.iterdir()
    photo = f"{at}/photos/{kept.name}"
    other = hall.do(town.open, "另一件事")
    assert public.get(photo).status_code == 200
    assert public.get(f"/matters/{other}/photos/{kept.name}").status_code == 404
    last = hall.do(town.page, matter).life[-1]
    facts = {"event": last.id, "reason": "有人脸"}
    hall.do(commands.record, town.db, town.office, matter, e.Hidden, **facts)
    assert public.get(photo).status_code == 404
    assert kept.name not in public.get(at).text
    congress.codes.update(hall.do(print_badges, town.db, congress.outsider, None))
    assert hall.visitor(congress, congress.outsider).get(photo).status_code == 200
