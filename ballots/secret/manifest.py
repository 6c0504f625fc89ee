"""What a secret round is: fixed before it opens, and known to every phone by its hash. Pure.

RFC 8785 JSON, field for field docs/sealed-box.md. Needs nothing but `cryptography`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ballots.secret.blindrsa import PublicKey, check_certificate, check_key, public_key
from ballots.secret.modes import (
    CHOOSE_ONE,
    GRADE,
    MOST_RANKED,
    RANK,
    VALUES,
    choices_in,
    is_counted_together,
    keeps_budget,
)
from ballots.secret.onetime import ROUND_BYTES, Form
from core.canonical import Json, Reader, canonical, from_canonical, from_text, to_text
from core.errors import Refused

FEN = 10**6  # in 10,000 yuan, as methods have it: money is whole fen here
MOST_FEN = 2**53 - 1  # all costs together: what every program adds up exactly
MOST_PAPERS = 65_535  # what two bytes can number
FIELDS = (
    "version round title mode items seats seats_by_category min_marks max_marks over_marked"
    " under_marked blank budget_cap over_budget tie items_per_paper papers server_key origin"
    " files entitled scrutineers freshness"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate. `cost` is in fen, told where the vote has a cap."""

    no: int
    name: str
    category: str | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class PaperKey:
    """One paper of the round: the candidates it asks about, its key, the roots to prove it."""

    no: int
    questions: tuple[int, ...]
    key: PublicKey
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Scrutineer:
    """`key` is the SubjectPublicKeyInfo of the P-256 key of this person's browser."""

    person: str
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    round: bytes
    title: str
    mode: str
    items: tuple[Item, ...]
    seats: int
    min_marks: int
    max_marks: int | None
    over_marked: str
    under_marked: str
    blank: str
    seats_by_category: Mapping[str, int] | None = None
    budget_cap: int | None = None  # fen
    over_budget: str = "warn"
    tie: str = "run_off"
    items_per_paper: str
    papers: tuple[PaperKey, ...]
    server_key: bytes  # Ed25519, raw
    origin: str
    files: Mapping[str, str]  # SHA-256 in hexadecimal by path
    entitled: tuple[str, ...]
    scrutineers: tuple[Scrutineer, ...]
    freshness: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the candidates, in the order of the ballot."""
        return tuple(item.no for item in self.items)

    def paper(self, no: int) -> PaperKey:
        if not 1 <= no <= len(self.papers):
            raise Refused("paper-unknown", paper=no)
        return self.papers[no - 1]

    def form(self, no: int) -> Form:
        """What papers of this number look like; refuses a number the round has not."""
        paper = self.paper(no)
        questions = len(paper.questions)
        answers = choices_in(self.mode, len(self.items))
        return Form(self.round, no, paper.key, questions, answers)

    @property
    def forms(self) -> tuple[Form, ...]:
        return tuple(self.form(paper.no) for paper in self.papers)


def manifest_to_json(manifest: Manifest) -> bytes:
    """Write it in its one spelling; `from` and `to` give the same bytes."""
    papers = [
        {"no": one.no, "questions": one.questions, "key": to_text(one.key.der)}
        | {"proof": [to_text(root) for root in one.proof]}
        for one in manifest.papers
    ]
    devices = [{"person": one.person, "key": to_text(one.key)} for one in manifest.scrutineers]
    return canonical(
        {
            "version": 1,
            "round": manifest.round.hex(),
            "title": manifest.title,
            "mode": str(manifest.mode),
            "items": list(map(_item_to_json, manifest.items)),
            "seats": manifest.seats,
            "seats_by_category": manifest.seats_by_category,
            "min_marks": manifest.min_marks,
            "max_marks": manifest.max_marks,
            "over_marked": str(manifest.over_marked),
            "under_marked": str(manifest.under_marked),
            "blank": str(manifest.blank),
            "budget_cap": manifest.budget_cap,
            "over_budget": str(manifest.over_budget),
            "tie": str(manifest.tie),
            "items_per_paper": manifest.items_per_paper,
            "papers": papers,
            "server_key": to_text(manifest.server_key),
            "origin": manifest.origin,
            "files": dict(manifest.files),
            "entitled": manifest.entitled,
            "scrutineers": devices,
            "freshness": manifest.freshness,
        }
    )


def _item_to_json(one: Item) -> dict[str, Json]:
    return {"no": one.no, "name": one.name, "category": one.category, "cost": one.cost}


def manifest_hash(octets: bytes) -> bytes:
    """SHA-256 over the JSON as it was sent, 32 bytes."""
    return hashlib.sha256(octets).digest()


def manifest_from_json(octets: bytes) -> Manifest:
    """Read it, strictly; refuse what no round can be held by. Certificates are not checked."""
    tree = Reader(from_canonical(octets), FIELDS)
    if tree.number("version") != 1:
        raise Refused("manifest-version")
    manifest = Manifest(
        round=tree.hex("round", ROUND_BYTES),
        title=tree.text("title"),
        mode=tree.text("mode"),
        items=tuple(map(_item, tree.list("items"))),
        seats=tree.number("seats"),
        seats_by_category=_places(tree),
        min_marks=tree.number("min_marks"),
        max_marks=tree.number_or_none("max_marks"),
        over_marked=tree.text("over_marked"),
        under_marked=tree.text("under_marked"),
        blank=tree.text("blank"),
        budget_cap=tree.number_or_none("budget_cap"),
        over_budget=tree.text("over_budget"),
        tie=tree.text("tie"),
        items_per_paper=tree.text("items_per_paper"),
        papers=tuple(map(_paper, tree.list("papers"))),
        server_key=tree.octets("server_key"),
        origin=tree.text("origin"),
        files=_files(tree.object("files")),
        entitled=tree.texts("entitled"),
        scrutineers=tuple(map(_scrutineer, tree.list("scrutineers"))),
        freshness=tree.text("freshness"),
    )
    check_manifest(manifest)
    return manifest


def _item(tree: Json) -> Item:
    fields = Reader(tree, "no name category cost")
    category, cost = fields.text_or_none("category"), fields.number_or_none("cost")
    return Item(fields.number("no"), fields.text("name"), category, cost)


def _places(tree: Reader) -> dict[str, int] | None:
    places = tree.object_or_none("seats_by_category")
    if places is None:
        return None
    each = {name: Reader({"seats": many}, "seats") for name, many in places.items()}
    return {name: many.number("seats") for name, many in each.items()}


def _paper(tree: Json) -> PaperKey:
    fields = Reader(tree, "no questions key proof")
    proof = tuple(map(from_text, fields.texts("proof")))
    key = public_key(fields.octets("key"))
    return PaperKey(fields.number("no"), fields.numbers("questions"), key, proof)


def _scrutineer(tree: Json) -> Scrutineer:
    fields = Reader(tree, "person key")
    return Scrutineer(fields.text("person"), fields.octets("key"))


def _files(tree: Mapping[str, Json]) -> dict[str, str]:
    hashes = {path: Reader({"hash": value}, "hash") for path, value in tree.items()}
    return {path: found.hex("hash", 32).hex() for path, found in hashes.items()}


def check_manifest(manifest: Manifest) -> None:
    """Refuse a manifest that contradicts itself or leaves a ballot to chance."""
    _check_values(manifest)
    _check_items(manifest)
    _check_marks(manifest)
    _check_papers(manifest)
    people = [one.person for one in manifest.scrutineers]
    if list(manifest.entitled) != sorted(set(manifest.entitled)):
        raise Refused("manifest-people", field="entitled")
    if people != sorted(set(people)):
        raise Refused("manifest-people", field="scrutineers")
    if len(manifest.server_key) != 32:
        raise Refused("manifest-server-key")


def _check_values(manifest: Manifest) -> None:
    for name, allowed in VALUES.items():
        if (word := getattr(manifest, name)) not in allowed:
            raise Refused("value-unknown", field=name, value=word)


def _check_items(manifest: Manifest) -> None:
    stand, places = len(manifest.items), manifest.seats_by_category
    most = MOST_RANKED if manifest.mode == RANK else MOST_PAPERS
    if not 1 <= stand <= most or len(set(manifest.numbers)) != stand:
        raise Refused("manifest-items")
    # By grades nothing is chosen.
    fewest, seats = (0, 0) if manifest.mode == GRADE else (1, stand)
    if min(manifest.numbers) < 1 or not fewest <= manifest.seats <= seats:
        raise Refused("manifest-items")
    if places is not None:
        categories = {item.category for item in manifest.items}
        if categories != places.keys() or sum(places.values()) != manifest.seats:
            raise Refused("manifest-items")


def _check_marks(manifest: Manifest) -> None:
    most = manifest.max_marks
    stand = 1 if manifest.mode == CHOOSE_ONE else len(manifest.items)
    limit = stand if most is None else most
    if not 1 <= limit <= stand or not 0 <= manifest.min_marks <= limit:
        raise Refused("manifest-marks")
    if manifest.mode == "pick" and most is None:
        raise Refused("manifest-marks")
    costs = [item.cost for item in manifest.items]
    too_much = sum(cost or 0 for cost in costs) > MOST_FEN
    if too_much or (keeps_budget(manifest) and None in costs):
        raise Refused("manifest-budget")


def _check_papers(manifest: Manifest) -> None:
    papers = manifest.papers
    if [paper.no for paper in papers] != [*range(1, len(papers) + 1)]:
        raise Refused("manifest-papers")
    per_paper = len(manifest.items) if manifest.items_per_paper == "all" else 1
    if any(len(paper.questions) != per_paper for paper in papers):
        raise Refused("manifest-papers")
    if [no for paper in papers for no in paper.questions] != list(manifest.numbers):
        raise Refused("manifest-papers")
    if per_paper < len(manifest.items) and is_counted_together(manifest):
        raise Refused("manifest-apart")
    for paper in papers:
        check_key(paper.key)
    # One key twice: a paper of one number could be cast under the other.
    if len({paper.key.n for paper in papers}) != len(papers):
        raise Refused("key-doubled")


def check_certificates(manifest: Manifest) -> None:
    """Refuse a manifest with a key that might sign in more ways than one."""
    for paper in manifest.papers:
        check_certificate(paper.key, paper.proof)
