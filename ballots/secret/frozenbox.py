"""The box after the freeze: a list that everybody may fetch, and late receipts. Synchronous."""

from collections.abc import Sequence

from ballots.secret.checkpoint import Receipt, check_receipt, checkpoint_from_json
from ballots.secret.manifest import Manifest
from ballots.secret.merkle import record_leaf
from ballots.secret.onetime import read_record
from ballots.secret.openbox import Answer, late_answers
from ballots.secret.vault import Vault
from core.canonical import canonical, from_canonical, to_text
from core.errors import Refused


class FrozenBox:
    """`leaves` is one list for all: nobody asks for their own."""

    def __init__(
        self, manifest: Manifest, vault: Vault, checkpoint: bytes, signature: bytes
    ) -> None:
        self.manifest = manifest
        self.checkpoint = canonical(
            {"body": from_canonical(checkpoint), "signature": to_text(signature)}
        )
        self.checked: set[bytes] = set()  # lost with the process: phones say it again
        self._vault = vault
        self._id = manifest.round.hex()
        self._key = vault.server_key()
        leaves: dict[int, list[bytes]] = {paper.no: [] for paper in manifest.papers}
        for no, _, record in vault.frozen(self._id):
            leaves[no].append(record_leaf(manifest.round, no, record))
        roots = checkpoint_from_json(checkpoint).papers
        if [len(leaves[root.no]) for root in roots] != [root.cast for root in roots]:
            raise Refused("box-copy-differs")
        self._leaves = {no: frozenset(found) for no, found in leaves.items()}
        self.leaves = b"".join(
            len(found).to_bytes(4, "big") + b"".join(sorted(found))
            for _, found in sorted(leaves.items())
        )

    def holds(self, no: int, leaf: bytes) -> bool:
        return leaf in self._leaves.get(no, frozenset())

    def check(self, receipt: Receipt) -> bool:
        """Whether this is the first time that the phone of this receipt has found its paper.

        By the receipt, which nobody else has: the leaves alone are public.
        """
        if receipt.no != 1 or not self.holds(1, receipt.leaf) or receipt.leaf in self.checked:
            return False
        check_receipt(self.manifest.server_key, receipt)
        self.checked.add(receipt.leaf)
        return True

    def put_late(self, papers: Sequence[tuple[int, bytes]]) -> list[Answer]:
        """Receipts for what lies in the box; refuses all else."""
        rows = []
        for no, record in papers:
            found = read_record(self.manifest.form(no), record)
            rows.append((no, found.serial, record))
        kept = self._vault.find_frozen(self._id, [(no, serial) for no, serial, _ in rows])
        return late_answers(self.manifest, self._key, rows, kept)
