"""How messages leave the house: by mail, or to one web address. Both are the operator's choice.

Blocking: called in a thread. Nobody but the operator says where a webhook leads, and it follows
no redirect, so no visitor can make this server call an address.
"""

import hashlib
import hmac
import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from web.language import Language

PATIENCE = 10.0  # seconds a server may take for each answer
SERVER_FAULT = 500
MOST_RECEIPT = 2000  # bytes of an answer that are read


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NotTaken(Exception):
    """The other side said no, in these words."""


@dataclass(frozen=True, slots=True)
class Mail:
    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Hook:
    address: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Channels:
    mail: Mail | None = None
    hook: Hook | None = None
    language: Language = Language.ZH  # of what is sent


NO_CHANNELS = Channels()


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in words. `id` is the same on every try; `body` is what the webhook gets."""

    id: str
    address: str
    subject: str
    text: str
    body: bytes


def channels(said: Mapping[str, str] = os.environ) -> Channels:
    """What the environment says; raises with the name of what cannot be used."""
    asked = said.get("MINYI_MESSAGES_LANGUAGE", Language.ZH)
    if asked not in set(Language):
        raise RuntimeError(f"MINYI_MESSAGES_LANGUAGE is one of {[*map(str, Language)]}")
    return Channels(_mail(said), _hook(said), Language(asked))


def _mail(said: Mapping[str, str]) -> Mail | None:
    server = said.get("MINYI_SMTP", "")
    if not server:
        return None
    security = said.get("MINYI_SMTP_SECURITY", Security.STARTTLS)
    if security not in set(Security):
        raise RuntimeError(f"MINYI_SMTP_SECURITY is one of {[*map(str, Security)]}")
    host, _, port = server.rpartition(":")
    if not host or not port.isdecimal():
        raise RuntimeError("MINYI_SMTP is a host and a port, such as mail.example.org:587")
    sender = said.get("MINYI_SMTP_FROM", "")
    if "@" not in sender:
        raise RuntimeError("MINYI_SMTP_FROM is the address that mail comes from")
    user, password = said.get("MINYI_SMTP_USER", ""), said.get("MINYI_SMTP_PASSWORD", "")
    if user and security == Security.NONE:
        raise RuntimeError("MINYI_SMTP_USER with MINYI_SMTP_SECURITY=none tells the password")
    return Mail(host.strip("[]"), int(port), sender, Security(security), user, password)


def _hook(said: Mapping[str, str]) -> Hook | None:
    address = said.get("MINYI_WEBHOOK", "")
    if not address:
        return None
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise RuntimeError("MINYI_WEBHOOK is an address that begins with https://")
    secret = said.get("MINYI_WEBHOOK_SECRET", "")
    if not secret:
        raise RuntimeError("MINYI_WEBHOOK needs MINYI_WEBHOOK_SECRET, which signs what is sent")
    return Hook(address, secret.encode())


def send_mail(mail: Mail, letter: Letter) -> str:
    """The server's words when it took the letter. Raises OSError or NotTaken."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = mail.sender, letter.address
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<{letter.id}@{mail.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    try:
        with _connected(mail) as server:
            _check(server.mail(mail.sender))
            _check(server.rcpt(letter.address))
            return _check(server.data(message.as_bytes()))
    except smtplib.SMTPException as error:
        raise NotTaken(str(error)) from error


def _check(answer: tuple[int, bytes]) -> str:
    code, said = answer
    words = f"{code} {said.decode(errors='replace')}"
    if code not in (250, 251):
        raise NotTaken(words)
    return words


def _connected(mail: Mail) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.security is Security.TLS:
        server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    try:
        if mail.security is Security.STARTTLS:
            server.starttls(context=trusted)
        server.ehlo_or_helo_if_needed()
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server


def signature(secret: bytes, body: bytes) -> str:
    """What stands in `Minyi-Signature`: the receiver computes it anew over the body it got."""
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


class _StayHere(HTTPRedirectHandler):
    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def send_hook(hook: Hook, letter: Letter) -> str:
    """The status and the beginning of the answer. Raises OSError or NotTaken."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": letter.id,
        "Minyi-Signature": signature(hook.secret, letter.body),
        "User-Agent": "Minyi",
    }
    request = Request(hook.address, letter.body, headers, method="POST")
    opener = build_opener(ProxyHandler({}), _StayHere)
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            said = answer.read(MOST_RECEIPT).decode(errors="replace")
            return f"{answer.status} {said}"
    except HTTPError as error:
        if error.code >= SERVER_FAULT:
            raise
        raise NotTaken(f"{error.code} {error.reason}") from error  # of this message alone
