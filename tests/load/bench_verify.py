"""Speed of `minyi verify`: `python -m tests.load.bench_verify [papers]`."""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from os import cpu_count
from time import perf_counter

from ballots.secret.archive import papers_name
from ballots.secret.blindrsa import PREFIX_BYTES, PublicKey, emsa_pss_encode, verify
from ballots.secret.case import read_chunk
from ballots.secret.checkpoint import Signed
from ballots.secret.onetime import Form, fill, prepare_paper, read_record
from ballots.secret.signer import blind_sign
from ballots.secret.verify import verify_archive
from core.zipped import archive_zip, read_zip
from tests.ballots.secret.hall import Files, Hall, make_manifest, rsa_key, seed, sign_by_device

NUMBERS = 10  # papers a deputy casts


def record(form: Form, person: str) -> bytes:
    """A paper marked for; signed without blinding, which the signature does not show."""
    paper = prepare_paper(seed(person), form)
    encoded = emsa_pss_encode(paper.prepared, paper.salt, form.key.n.bit_length() - 1)
    return fill(paper, [1], blind_sign(rsa_key(form.no), encoded))


def make_archive(papers: int) -> tuple[Hall, Files]:
    people = [f"deputy-{at:05}" for at in range(papers // NUMBERS)]
    manifest = make_manifest(NUMBERS, apart=True, entitled=tuple(people), seats=NUMBERS)
    hall = Hall(manifest)
    hall.issue(people[0])
    [issue] = hall.issues
    digest = bytes(32)  # one device for all: what is verified is as much
    signature = sign_by_device(people[0], Signed.ISSUE, digest)
    issue = replace(issue, request_hash=digest, signature=signature)
    hall.issues = [replace(issue, person=person) for person in people]
    hall.records = {
        form.no: [record(form, person) for person in people] for form in manifest.forms
    }
    return hall, hall.archive(chosen=manifest.numbers)


def timed(name: str, papers: int, work: Callable[[], object]) -> None:
    start = perf_counter()
    work()
    each = (perf_counter() - start) / papers
    print(f"{name:40} {each * 1000:7.3f} ms a paper, 300,000 in {each * 300_000:5.1f} s")


def signatures(hall: Hall) -> list[tuple[PublicKey, bytes, bytes]]:
    """Key, signed bytes and signature of every paper."""
    found = []
    for form in hall.manifest.forms:
        end = PREFIX_BYTES + form.key.length
        for one in hall.records[form.no]:
            prepared = one[:PREFIX_BYTES] + form.message(read_record(form, one).serial)
            found.append((form.key, prepared, one[PREFIX_BYTES:end]))
    return found


def main(papers: int) -> None:
    hall, files = make_archive(papers)
    size = len(files[papers_name(1)]) * NUMBERS
    print(f"{papers} papers of {papers // NUMBERS} deputies, {size / 1e6:.1f} MB")
    octets = archive_zip(files)
    signed = signatures(hall)
    timed("RSA alone, one processor", papers, lambda: all(verify(*one) for one in signed))
    timed("read the zip", papers, lambda: read_zip(octets))
    timed("verify, one processor", papers, lambda: _verify(files, map))
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        nothing = [(form, b"") for form in hall.manifest.forms]
        list(pool.map(read_chunk, nothing * 5))  # the workers are started
        timed(f"verify, {cpu_count()} processors", papers, lambda: _verify(files, pool.map))


def _verify(files: Files, spread: Callable[..., object]) -> None:
    report = verify_archive(files, spread=spread)  # type: ignore[arg-type]
    assert report.holds, report


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
