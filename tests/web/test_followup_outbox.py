"""Messages to offices: made with the event, kept while a channel is down, sent once an id."""

import asyncio
import hashlib
import hmac
import json
import socket
from datetime import UTC, datetime, timedelta

import pytest

from followup import commands
from followup import event as e
from followup.office import Office
from followup.outbox import commands as outbox
from followup.outbox import queries
from followup.outbox.message import LONGEST, pause
from sessions.signin.commands import print_badges
from tests.cast import FixedClock
from tests.followup.mailbox import Mailbox, Receiver, mail_server, web_server
from tests.followup.town import Town, some_matter
from tests.web.browse import Hall
from tests.web.conftest import Called
from tests.web.served import until
from web.channels import Channels, Hook, Mail, Security, channels, signature

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
HOST = "127.0.0.1"


def settle(hall: Hall, called: Called, clock: FixedClock) -> tuple[Town, str]:
    """A matter that was handed over to two units; nobody sends but the test."""
    hall.do(hall.house.postman.stop)
    congress = called()
    clock.moment = START
    town = hall.do(Town(hall.house.db, congress).set_up)
    hall.do(outbox.set_address, town.db, town.office, town.orgs["交通局"], "roads@example.org")
    return town, hall.do(town.open)


async def kept(hall: Hall) -> queries.Outbox:
    async with hall.house.db.reading() as connection:
        return await queries.outbox(connection)


def deliver(hall: Hall) -> int:
    return hall.do(hall.house.postman.deliver, hall.house.db)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def test_a_mail_waits_while_the_server_is_down_and_arrives_once(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    _, matter = settle(hall, called, clock)
    assert deliver(hall) == 0, "no channel, and nothing is lost"
    waiting = hall.do(kept, hall).waiting
    assert {(one.org_name, one.tries) for one in waiting} == {("交通局", 0), ("水利站", 0)}
    port, box = free_port(), Mailbox()
    mail = Mail(HOST, port, "minyi@example.org", Security.NONE)
    hall.house.postman.channels = Channels(mail=mail)
    assert deliver(hall) == 0
    (first,) = [one for one in hall.do(kept, hall).waiting if one.tries]
    assert (first.tries, first.next_try) == (1, START + timedelta(minutes=1))
    assert "ConnectionRefusedError" in first.error
    with mail_server(box, port):
        assert deliver(hall) == 0, "not before its time"
        clock.moment = START + timedelta(minutes=1)
        box.refuses = b"450 mailbox busy"
        assert deliver(hall) == 0
        assert "450 mailbox busy" in {one.error for one in hall.do(kept, hall).waiting}
        box.refuses = b""
        clock.moment = START + timedelta(hours=1)
        assert deliver(hall) == 1
        assert deliver(hall) == 0
    (letter,) = box.taken
    assert letter["Message-ID"] == f"<{first.id}@example.org>"
    assert "村道硬化" in str(letter["Subject"])
    assert matter not in str(letter["Subject"])
    found = hall.do(kept, hall)
    assert found.settled[0].receipt == "250 queued as 1"
    assert [one.org_name for one in found.waiting] == ["水利站"], "it has no address"


def test_a_stop_between_sending_and_marking_sends_the_same_id_again(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    settle(hall, called, clock)
    receiver, secret = Receiver(), b"a secret"

    async def cut_off() -> None:
        task = asyncio.create_task(hall.house.postman.deliver(hall.house.db))
        await asyncio.to_thread(receiver.came.wait)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with web_server(receiver) as port:
        hook = Hook(f"http://{HOST}:{port}/in", secret)
        hall.house.postman.channels = Channels(hook=hook)
        hall.do(cut_off)
        receiver.answers.set()
        assert len(hall.do(kept, hall).waiting) == 2, "nobody knows that it went"
        assert deliver(hall) == 2, hall.do(kept, hall)
        assert deliver(hall) == 0
    ids = [headers["Idempotency-Key"] for headers, _ in receiver.asked]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 2
    assert receiver.asked[0][1] == receiver.asked[1][1], "the same bytes"
    for headers, body in receiver.asked:
        made = hmac.new(secret, body, hashlib.sha256).hexdigest()
        assert headers["Minyi-Signature"] == f"sha256={made}" == signature(secret, body)
        assert json.loads(body)["to"]["org"] in ("交通局", "水利站")
    assert hall.do(kept, hall).settled[0].receipt == "200 收到"


def test_a_webhook_follows_no_redirect_and_says_what_was_answered(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    settle(hall, called, clock)
    receiver = Receiver(status=302)
    receiver.answers.set()
    with web_server(receiver) as port:
        hook = Hook(f"http://{HOST}:{port}/in", b"s")
        hall.house.postman.channels = Channels(hook=hook)
        assert deliver(hall) == 0
    assert not receiver.led_on
    assert "302" in "".join(one.error for one in hall.do(kept, hall).waiting)


def test_the_running_house_sends_by_itself(hall: Hall, called: Called) -> None:
    receiver = Receiver()
    receiver.answers.set()
    with web_server(receiver) as port:
        hook = Hook(f"http://{HOST}:{port}/in", b"s")
        hall.house.postman.channels = Channels(hook=hook)
        hall.do(some_matter, hall.house.db, called())
        until(lambda: len(receiver.asked) == 2, "both units are told")


def test_a_day_that_comes_tells_what_is_due_and_what_has_turned_once(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    town, matter = settle(hall, called, clock)

    async def topics(wanted: Office) -> list[str]:
        found = (await kept(hall)).waiting
        return sorted(one.topic for one in found if one.office is wanted)

    told = hall.do(topics, Office.UNIT)
    assert told == ["assigned", "assigned"]
    clock.moment = START + timedelta(days=7)  # accept by 11 March
    hall.do(commands.refresh, town.db)
    hall.do(commands.refresh, town.db)
    assert hall.do(topics, Office.UNIT) == [*told, "due", "due"]
    hall.do(commands.record, town.db, town.roads, matter, e.Accepted)
    clock.moment = START + timedelta(days=30)
    hall.do(commands.refresh, town.db)
    assert "warning" in hall.do(topics, Office.UNIT)
    assert hall.do(topics, Office.PRESIDIUM) in ([], ["warning"])
    facts = {"duty": "done", "until": "2026-12-31", "reason": "征地"}
    hall.do(commands.record, town.db, town.roads, matter, e.ExtensionAsked, **facts)
    assert "extension_asked" in hall.do(topics, Office.CONGRESS_OFFICE)


def test_the_office_tries_again_cancels_and_hands_over(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    congress = called()
    clock.moment = START
    town = hall.do(Town(hall.house.db, congress).set_up)
    hall.do(town.open)
    congress.codes.update(hall.do(print_badges, town.db, congress.outsider, None))
    office = hall.visitor(congress, congress.outsider)
    unit = hall.visitor(congress, congress.deputies[1])
    at = "/matters-outbox"
    assert unit.get(at).status_code == 403
    page = office.see(at)
    assert "no channel" in page.text
    assert not page.sins
    first, second = hall.do(kept, hall).waiting
    assert unit.act(f"{at}/{first.id}/cancel").status_code == 403
    bad = {"org": first.org, "form": first.org, "address": "a@b.c\r\nBcc: x@y.z, q"}
    assert office.act(f"{at}/addresses", bad).status_code == 422
    good = bad | {"address": "roads@example.org"}
    assert office.act(f"{at}/addresses", good).status_code == 303
    assert office.act(f"{at}/{first.id}/cancel").status_code == 303
    assert office.act(f"{at}/{second.id}/handed").status_code == 303
    assert office.act(f"{at}/{first.id}/retry").status_code == 422
    page = office.see(at)
    (own,) = [one for one in page.sheets if one.values.get("org") == first.org]
    assert own.values["address"] == "roads@example.org"
    text = page.text
    assert "cancelled by" in text
    assert "on paper" in text


def test_what_must_be_sealed_is_not_sent_in_the_clear(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    settle(hall, called, clock)
    box = Mailbox()
    with mail_server(box) as port:
        mail = Mail(HOST, port, "minyi@example.org", Security.STARTTLS, "minyi", "password")
        hall.house.postman.channels = Channels(mail=mail)
        assert deliver(hall) == 0
    assert box.taken == []
    assert "STARTTLS" in "".join(one.error for one in hall.do(kept, hall).waiting)
    assert "password" not in repr(mail).replace("password=", "")


@pytest.mark.parametrize(
    "said",
    [
        {"MINYI_SMTP": "mail.example.org", "MINYI_SMTP_FROM": "a@b.org"},
        {"MINYI_SMTP": "mail.example.org:25"},
        {"MINYI_SMTP_SECURITY": "some"},
        {"MINYI_SMTP_SECURITY": "none", "MINYI_SMTP_USER": "minyi"},
        {"MINYI_WEBHOOK": "https://example.org/in"},
        {"MINYI_WEBHOOK": "file:///etc/passwd", "MINYI_WEBHOOK_SECRET": "s"},
        {"MINYI_MESSAGES_LANGUAGE": "fr"},
    ],
)
def test_a_channel_that_cannot_be_stops_the_start(said: dict[str, str]) -> None:
    whole = {"MINYI_SMTP": "mail.example.org:25", "MINYI_SMTP_FROM": "a@b.org"}
    assert channels(whole).mail is not None
    assert channels({}) == Channels()
    with pytest.raises(RuntimeError, match="MINYI_"):
        channels(said if {"MINYI_SMTP", "MINYI_WEBHOOK"} & said.keys() else whole | said)


def test_pauses_grow_up_to_a_bound() -> None:
    pauses = [pause(tries) for tries in range(1, 40)]
    assert pauses == sorted(pauses)
    assert pauses[:3] == [timedelta(minutes=one) for one in (1, 2, 4)]
    assert pauses[-1] == LONGEST
