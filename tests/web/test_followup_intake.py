"""A report from a phone, joined by a second one, becomes a matter; who sent it stays apart."""

from followup import queries
from tests.cast import Congress
from tests.sessions.handouts.files import jpeg
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called
from web.house import REPORTS

LAMP = {
    "title": "桥头路灯不亮",
    "text": "桥头的路灯坏了三天，晚上看不见路。",
    "place": "三组桥头",
}


async def board(hall: Hall) -> queries.Board:
    async with hall.house.db.reading() as connection:
        return await queries.board(connection, {})


def founder(hall: Hall, congress: Congress) -> Browser:
    """The clerk, who has founded the congress office that reports go to."""
    clerk = hall.visitor(congress, congress.clerk)
    founded = {"name": "清河镇人大", "level": "town"}
    clerk.act(f"/m/{congress.meeting}/desk/matters/found", founded)
    return clerk


def test_two_report_the_same_and_it_becomes_one_matter(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    assert hall.visitor(congress, congress.clerk).get("/reports").status_code == 403
    clerk = founder(hall, congress)

    first = hall.browser()
    first.see("/report")
    sent = first.act("/report", LAMP | {"name": "张三", "phone": "13800000000", "urgent": "1"})
    assert sent.status_code == 303
    own = first.see(sent.headers["location"])
    assert "waiting for the congress office" in own.text

    second = hall.browser()
    second.see("/report")
    asked = second.act("/report", LAMP)
    assert asked.status_code == 200
    assert "Is it one of these?" in asked.text
    assert LAMP["text"] in asked.text, "what was typed is kept"
    assert "13800000000" not in asked.text
    joins = asked.text.split('name="joins" value="')[1].split('"')[0]
    joined = second.act("/report", LAMP | {"joins": joins})
    assert joined.status_code == 303

    desk = clerk.see("/reports")
    assert "2 reporters" in desk.text
    assert "13800000000" in desk.text
    assert f'value="{LAMP["title"]}"' in clerk.get("/reports").text, (
        "worded by the office before it is public"
    )
    public = {"title": "桥头路灯", "text": "桥头路灯不亮", "urgent": "1", "level": "town"}
    act = clerk.press("/reports", "/turn", public)
    assert act.status_code == 303
    matter = act.headers["location"]
    assert "13800000000" not in first.see(matter).text
    assert LAMP["text"] not in first.see(matter).text
    assert "张三" in clerk.get(f"{matter}/deliveries").text, "proposed as one to be told"
    for phone, answer in ((first, sent), (second, joined)):
        assert matter in phone.see(answer.headers["location"]).links
    assert hall.do(board, hall).total == 1


def test_a_photo_is_painted_anew_and_a_device_has_a_limit(hall: Hall) -> None:
    phone = hall.browser()
    phone.see("/report")
    files = {"file": ("a.jpg", jpeg(), "image/jpeg")}
    headers = {"origin": str(phone.base_url).rstrip("/")}
    sent = phone.post("/report", data=LAMP, files=files, headers=headers)
    assert sent.status_code == 303, sent.text
    (kept,) = (hall.house.settings.data / "reports").iterdir()
    assert b"SECRET" not in kept.read_bytes()
    for _ in range(REPORTS - 1):
        assert phone.act("/report", LAMP | {"anyway": "1"}).status_code == 303
    refused = phone.act("/report", LAMP | {"anyway": "1"})
    assert refused.status_code == 422
    assert LAMP["text"] in refused.text
    other = hall.browser()
    other.see("/report")
    assert other.act("/report", LAMP | {"anyway": "1"}).status_code == 303


def test_what_is_sent_twice_is_one_report_and_a_declined_one_says_why(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    clerk = founder(hall, congress)
    deputy = hall.visitor(congress, congress.deputies[0])
    code = deputy.get("/report").text.split('name="code" value="')[1].split('"')[0]
    went = [deputy.act("/report", LAMP | {"code": code}).headers["location"] for _ in range(2)]
    assert went[0] == went[1]
    desk = clerk.see("/reports").text
    assert desk.count("Make it a matter") == 1
    assert "Deputy" in desk
    assert "Reason" in clerk.press("/reports", "/decline", {"reason": ""}).text
    assert LAMP["text"] in clerk.see("/reports").text, "not declined without a reason"
    said = clerk.press("/reports", "/decline", {"reason": "已在上周修好"})
    assert said.status_code == 303
    assert "已在上周修好" in deputy.see(went[0]).text
