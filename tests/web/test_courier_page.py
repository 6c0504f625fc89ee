"""A consultation leaves with its photos and comes home, by nothing but its pages."""

import hashlib

from consult.contribution.commands import new_entry_id
from consult.courier.commands import trust_courier
from consult.courier.parcel import fingerprint
from tests.consult.yard import gathered
from tests.sessions.handouts.files import jpeg
from tests.web.browse import Hall
from tests.web.conftest import Called
from tests.web.test_consult_pages import joined


def test_photos_travel_and_come_home_as_often_as_one_likes(hall: Hall, sitting: Called) -> None:
    congress = sitting()
    codes = hall.do(gathered, congress)
    phone, at = joined(hall, codes[1]), f"/m/{congress.meeting}/desk/consult"
    typed = {"kind": "problem", "circle": "public", "entry": new_entry_id(), "text": ""}
    photo = {"photo_file": ("村口.jpg", jpeg(), "image/jpeg")}
    said = phone.post(f"/m/{congress.meeting}/stool/say", data=typed, files=photo)
    assert said.status_code == 303
    shelf = hall.house.recordings
    [file] = shelf.folder.iterdir()
    name, octets = file.name, file.read_bytes()
    clerk = hall.visitor(congress, congress.clerk)
    parcel = clerk.get(f"{at}/consultation.zip").content
    assert octets in parcel
    assert clerk.get(f"{at}/consultation.zip?load=2").status_code == 404
    file.unlink()  # the town has never had it
    mark = fingerprint(hall.house.signer.courier.public)
    hall.do(trust_courier, congress.db, "周敏", mark, "三村笔记本")
    words = ("1 photo or voice note came with it", "Nothing in this file was new")
    for told in words:
        home = {"file": ("consultation.zip", parcel, "application/zip")}
        answer = clerk.post("/couriers", data={"form": "bring"}, files=home)
        assert told in answer.text
        assert hashlib.sha256(shelf.path(name).read_bytes()).hexdigest() == name
    file.unlink()
    empty = clerk.get(f"{at}/consultation.zip").content
    home = {"file": ("consultation.zip", empty, "application/zip")}
    answer = clerk.post("/couriers", data={"form": "bring"}, files=home)
    assert "1 photo or voice note is not here yet" in answer.text
