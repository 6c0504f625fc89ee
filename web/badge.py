"""What is signed: the badge's cookie, the device's name, the screens' links."""

import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from consult.stools.stool import Seat
from sessions.screens.screen import Link
from web.courier_key import courier_key

COOKIE = "badge"
DEVICE = "device"
STOOL = "stool"
VISITOR = "visitor"
COOKIE_FOR = 60 * 60 * 24 * 30  # seconds: longer than any congress sits
DEVICE_FOR = 60 * 60 * 24 * 400  # seconds: the longest that browsers keep a cookie


@dataclass(frozen=True, slots=True)
class Proof:
    """What a browser shows: this badge, on this device."""

    badge: str
    device: str


class Signer:
    """Signs and reads what browsers carry, each kind with its own salt."""

    def __init__(self, key: bytes) -> None:
        self._badge = URLSafeTimedSerializer(key, salt="badge")
        self._device = URLSafeSerializer(key, salt="device")
        self._screen = URLSafeSerializer(key, salt="screen")
        self._calendar = URLSafeSerializer(key, salt="calendar")
        self.courier = courier_key(key)
        self._stool = URLSafeSerializer(key, salt="stool")
        self._invitation = URLSafeSerializer(key, salt="poll invitation")
        self._visitor = URLSafeSerializer(key, salt="visitor")

    def proof(self, connection: HTTPConnection) -> Proof | None:
        try:
            badge, device = self._badge.loads(
                connection.cookies.get(COOKIE, ""), max_age=COOKIE_FOR
            )
        except (BadSignature, ValueError, TypeError):
            return None
        # Both cookies must tell of one device: a badge cookie alone, copied, is worth nothing.
        if not hmac.compare_digest(device, self.device(connection) or ""):
            return None
        return Proof(badge, device)

    def device(self, connection: HTTPConnection) -> str | None:
        try:
            device = self._device.loads(connection.cookies.get(DEVICE, ""))
        except BadSignature:
            return None
        return device if isinstance(device, str) else None

    def new_device(self) -> str:
        return secrets.token_urlsafe(16)

    def set_device(self, response: Response, device: str, secure: bool) -> None:
        _set(response, DEVICE, str(self._device.dumps(device)), DEVICE_FOR, secure)

    def set_badge(self, response: Response, proof: Proof, secure: bool) -> None:
        token = self._badge.dumps([proof.badge, proof.device])
        _set(response, COOKIE, str(token), COOKIE_FOR, secure)

    def screen_token(self, screen: str, edition: int = 0) -> str:
        """A projector's link: no account, only this signature over the screen.

        A meeting's main screen bears the meeting's own name. Links that were printed before
        screens could be renewed say no edition.
        """
        return str(self._screen.dumps([screen, edition] if edition else screen))

    def screen_link(self, token: str) -> Link | None:
        try:
            said = self._screen.loads(token)
        except BadSignature:
            return None
        match said:
            case str(screen):
                return Link(screen, 0)
            case [str(screen), int(edition)] if edition:
                return Link(screen, edition)
        return None

    def set_seat(self, response: Response, seat: Seat, secure: bool) -> None:
        """One cookie a consultation, so that a phone can sit in two of them."""
        token = self._stool.dumps([seat.meeting, seat.stool, seat.edition])
        _set(response, f"{STOOL}-{seat.meeting}", str(token), DEVICE_FOR, secure)

    def seat(self, connection: HTTPConnection, meeting: str) -> Seat | None:
        """The stool of this consultation that the browser has joined."""
        try:
            said = self._stool.loads(connection.cookies.get(f"{STOOL}-{meeting}", ""))
        except BadSignature:
            return None
        match said:
            case [str(where), str(stool), int(edition)] if where == meeting:
                return Seat(where, stool, edition)
        return None

    def invitation_token(self, poll: str, number: int) -> str:
        """The link on a drawn resident's letter: to say whether they come, and nothing else."""
        return str(self._invitation.dumps([poll, number]))

    def invitation_of(self, token: str) -> tuple[str, int] | None:
        try:
            poll, number = self._invitation.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(poll), int(number)

    def set_visitor(self, response: Response, meeting: str, secure: bool) -> None:
        """Somebody who came by the link alone: a name drawn for this consultation only."""
        token = self._visitor.dumps([meeting, secrets.token_hex(16)])
        _set(response, f"{VISITOR}-{meeting}", str(token), DEVICE_FOR, secure)

    def visitor(self, connection: HTTPConnection, meeting: str) -> str | None:
        try:
            said = self._visitor.loads(connection.cookies.get(f"{VISITOR}-{meeting}", ""))
        except BadSignature:
            return None
        match said:
            case [str(where), str(visitor)] if where == meeting:
                return visitor
        return None

    def calendar_token(self, thing: str, named: str) -> str:
        """The link of a calendar: a `meeting` or a `session`, and which one."""
        return str(self._calendar.dumps([thing, named]))

    def calendar_of(self, token: str) -> tuple[str, str] | None:
        try:
            thing, named = self._calendar.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(thing), str(named)


def _set(response: Response, name: str, value: str, seconds: int, secure: bool) -> None:
    response.set_cookie(
        name, value, max_age=seconds, secure=secure, httponly=True, samesite="lax"
    )
