"""What a recording is, by its first bytes: not by its name, not by what a phone says. Pure."""

from core.errors import Refused

HEAD_BYTES = 16
MEGABYTE = 2**20
MOST_BYTES = 8 * MEGABYTE  # ten minutes as phones record speech
FIRST = {
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"\xff\xf3": "audio/mpeg",
    b"\xff\xf2": "audio/mpeg",
    b"\xff\xf1": "audio/aac",
    b"\xff\xf9": "audio/aac",
    b"\x1a\x45\xdf\xa3": "audio/webm",
    b"#!AMR": "audio/amr",
}
PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
OF_MP4 = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6")


def sound_type(head: bytes) -> str:
    """The media type of a recording. Refuses what no phone records."""
    for sign, kind in FIRST.items():
        if head.startswith(sign):
            return kind
    if head[4:8] == b"ftyp" and head[8:12] in OF_MP4:
        return "audio/mp4"
    raise Refused("sound-unknown", field="sound")


def media_type(head: bytes) -> str:
    """Of a file that lies on the shelf already."""
    for sign, kind in PICTURES.items():
        if head.startswith(sign):
            return kind
    return sound_type(head)


def check_size(size: int) -> None:
    """Refuse an empty recording, and one longer than anybody listens to."""
    if size == 0:
        raise Refused("sound-empty", field="sound")
    if size > MOST_BYTES:
        raise Refused("sound-too-big", field="sound", most=MOST_BYTES // MEGABYTE)
