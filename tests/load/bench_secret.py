"""Speed of the secret ballot: `python -m tests.load.bench_secret [papers]`."""

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, repeat
from os import cpu_count
from pathlib import Path
from time import perf_counter

from ballots.secret.blindrsa import blind, check_certificate, finalize
from ballots.secret.boxfile import BoxFile, freeze_box
from ballots.secret.case import Task, read_chunk
from ballots.secret.onetime import Form, fill, prepare_paper, read_record
from ballots.secret.signer import blind_sign, certify
from ballots.secret.words import words_zh
from tests.ballots.secret.hall import ROUND, rsa_key

PAPERS, CHUNK, FLUSH = 20_000, 500, 100


def timed(name: str, times: int, work: Callable[[], object]) -> None:
    start = perf_counter()
    for _ in repeat(None, times):
        work()
    took = (perf_counter() - start) / times
    print(f"{name:52} {took * 1000:9.3f} ms")


def measure_key(bits: int) -> None:
    start = perf_counter()
    key = rsa_key(bits, bits)
    print(f"{f'RSA-{bits}: make a key (once)':52} {(perf_counter() - start) * 1000:9.3f} ms")
    form = Form(ROUND, 1, key.public, 1, 4)
    paper = prepare_paper(bytes(32), form)
    blinded = blind(key.public, paper.prepared, paper.salt, paper.r)
    signed = blind_sign(key, blinded)
    record = fill(paper, [1], finalize(key.public, paper.prepared, signed, paper.r))
    proof, public = certify(key), key.public
    works: dict[str, Callable[[], object]] = {
        "prove the key": lambda: certify(key),
        "check the proof": lambda: check_certificate(public, proof),
        "derive a paper": lambda: prepare_paper(bytes(32), form),
        "blind": lambda: blind(public, paper.prepared, paper.salt, paper.r),
        "sign": lambda: blind_sign(key, blinded),
        "unblind and check": lambda: finalize(public, paper.prepared, signed, paper.r),
        "read a record, 1 question": lambda: read_record(form, record),
    }
    for name, work in works.items():
        timed(f"RSA-{bits}: {name}", 50, work)
    measure_archive(form, record)


def measure_archive(form: Form, record: bytes) -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else PAPERS
    tasks: list[Task] = [(form, record * CHUNK)] * (papers // CHUNK)
    with ProcessPoolExecutor(cpu_count()) as pool:
        list(pool.map(len, tasks))  # the workers are started
        start = perf_counter()
        assert not any(one.problem for read in pool.map(read_chunk, tasks) for one in read)
        took = (perf_counter() - start) / papers
    name = f"verify, a paper, {cpu_count()} processors"
    print(f"{name:52} {took * 1000:9.3f} ms, 300,000 in {took * 300_000:.0f} s")


def measure_box() -> None:
    with tempfile.TemporaryDirectory() as folder:
        live, frozen = Path(folder) / "box.db", Path(folder) / "frozen.db"
        box = BoxFile(live)
        rows = ((1, at.to_bytes(32, "big"), bytes(420)) for at in range(3000))
        start = perf_counter()
        flushes = 0
        while flush := list(islice(rows, FLUSH)):
            box.put_all(flush)
            flushes += 1
        took = (perf_counter() - start) / flushes
        print(f"{f'box: a flush of {FLUSH} papers, on the disk':52} {took * 1000:9.3f} ms")
        box.close()
        timed("box: freeze 3,000 papers", 1, lambda: freeze_box(live, frozen))


if __name__ == "__main__":
    for size in (2048, 3072):
        measure_key(size)
    measure_box()
    timed("six words", 1, lambda: words_zh(bytes(32)))
