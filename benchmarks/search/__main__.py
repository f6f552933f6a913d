"""Recall, precision, time and size of search beside what databases bring along, in one run on one corpus.

    uv run python -m benchmarks.search [--documents 200000] [--postgresql postgresql://…]

Limits: all of every Chinese substring of two characters or more is found and nothing else; a page of results, ranked,
counted and with its snippets, takes at most 20 ms of CPU in 95 of 100 queries; the words of the index are at most one
and a half times as large as the texts.
"""

import argparse
import random
import sys
import time
from statistics import median, quantiles
from typing import Any, NamedTuple

import benchmarks.measuring  # noqa: F401

# isort: split
# What follows needs Django, which the module above sets up.
from django.core.management import call_command

from benchmarks.search.corpus import Paper, papers
from benchmarks.search.engines import Ours, OursOnPostgres, PlainSqlite, Postgres
from benchmarks.search.planted import PLANTED
from palermo.search.queries import suggest
from palermo.search.reach import PROBES

QUERIES, SUBSTRINGS = 300, 300
LIMIT_MS, LIMIT_SIZE = 20, 1.5


class Timed(NamedTuple):
    """Milliseconds of 300 queries, on the clock and of the processor."""

    wall: list[float]
    cpu: list[float]


def main() -> int:
    """Print the table; 1 if a limit is passed."""
    options = _options()
    call_command("migrate", verbosity=0)
    corpus = list(papers(options.documents))
    size = sum(paper.size for paper in corpus)
    print(f"{len(corpus):,} documents, {size / 1e6:,.0f} MB of text")
    ours = Ours()
    engines: list[Any] = [ours, PlainSqlite("unicode61"), PlainSqlite("trigram")]
    if options.postgresql:
        engines += [Postgres(options.postgresql), OursOnPostgres(options.postgresql)]
    results = [_measured(engine, corpus, size) for engine in engines]
    for part, bytes_of in ours.sizes().items():
        print(f"  of our index, {part}: {bytes_of / 1e6:,.0f} MB, {bytes_of / size:.2f} × text")
    _print_suggesting(corpus)
    return _judged(results[0])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--postgresql", default="", help="address of a database to measure PostgreSQL in")
    return parser.parse_args()


def _measured(engine: Any, corpus: list[Paper], size: int) -> dict[str, Any]:
    began, cpu = time.perf_counter(), time.process_time()
    engine.build(corpus)
    built, cpu = time.perf_counter() - began, time.process_time() - cpu
    recall, precision = _substrings(engine, corpus)
    planted = _planted(engine, corpus)
    timed = _timed(engine, corpus)
    result = {
        "recall": recall,
        "precision": precision,
        "planted": planted,
        "timed": timed,
        "size": engine.size() / size,
    }
    print(f"\n{engine.name}: built in {built:.0f} s ({cpu:.0f} s of our CPU), {result['size']:.2f} × text")
    print(f"  Chinese substrings of 2 to 6 characters: recall {recall:.3f}, precision {precision:.3f}")
    print("  planted, found of asked: " + ", ".join(f"{code} {share:.0%}" for code, share in planted.items()))
    for name, times in zip(("clock", "CPU"), timed, strict=True):
        figures = f"p50 {median(times):.1f} ms, p95 {_p95(times):.1f} ms, most {max(times):.0f} ms"
        print(f"  a page of results, {name}: {figures}")
    if hasattr(engine, "close"):
        engine.close()
    return result


def _substrings(engine: Any, corpus: list[Paper]) -> tuple[float, float]:
    chance = random.Random(5)
    chinese = [paper for paper in corpus if paper.language == "zh"]
    hit = wanted = found = 0
    for _ in range(SUBSTRINGS):
        part = _part(chance, chance.choice(chinese).text)
        there = {paper.id for paper in chinese if part in paper.text or part in paper.title}
        got = engine.all(part)
        hit, wanted, found = hit + len(there & got), wanted + len(there), found + len(got)
    return hit / wanted, hit / found if found else 1.0


def _part(chance: random.Random, text: str) -> str:
    while True:
        at = chance.randrange(len(text) - 1)
        part = text[at : at + chance.randint(2, 6)]
        if len(part) > 1 and all("\u4e00" <= character <= "\u9fff" for character in part):
            return part


def _planted(engine: Any, corpus: list[Paper]) -> dict[str, float]:
    where: dict[int, set[int]] = {}
    for paper in corpus:
        if paper.planted is not None:
            where.setdefault(paper.planted, set()).add(paper.id)
    shares: dict[str, list[bool]] = {}
    for number, planted in enumerate(PLANTED):
        shares.setdefault(planted.language, []).extend(where[number] <= engine.all(asked) for asked in planted.asked)
    return {language: sum(found) / len(found) for language, found in shares.items()}


def _timed(engine: Any, corpus: list[Paper]) -> Timed:
    asked = _queries(corpus)
    for query in asked[:20]:
        engine.page(query)
    timed = Timed([], [])
    for query in asked:
        began, cpu = time.perf_counter(), time.process_time()
        engine.page(query)
        timed.wall.append((time.perf_counter() - began) * 1000)
        timed.cpu.append((time.process_time() - cpu) * 1000)
    return timed


def _queries(corpus: list[Paper]) -> list[str]:
    """One to three words of a document, so that a word is asked for as often as it occurs; Chinese in one piece."""
    chance = random.Random(6)
    asked = []
    for _ in range(QUERIES):
        paper = chance.choice(corpus)
        words = paper.text.replace(".", "").replace(";", "").replace("?", "").split()
        if paper.language == "zh":
            asked.append(_part(chance, paper.text))
        else:
            asked.append(" ".join(chance.sample(words, chance.choice((1, 1, 2, 3)))))
    return asked


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _print_suggesting(corpus: list[Paper]) -> None:
    chance = random.Random(7)
    times = []
    for _ in range(100):
        title = chance.choice([paper for paper in corpus[:2000] if paper.language != "zh"]).title
        cpu = time.process_time()
        suggest(PROBES["t1"], title[: chance.randint(2, 12)])
        times.append((time.process_time() - cpu) * 1000)
    print(f"\nCompleting a title, CPU: p50 {median(times):.1f} ms, p95 {_p95(times):.1f} ms")


def _judged(ours: dict[str, Any]) -> int:
    faults = []
    if (ours["recall"], ours["precision"]) != (1.0, 1.0):
        faults.append("not every Chinese substring is found, or others are")
    if min(ours["planted"].values()) < 1:
        faults.append("not everything planted is found")
    if _p95(ours["timed"].cpu) > LIMIT_MS:
        faults.append(f"more than {LIMIT_MS} ms of CPU in more than one query of twenty")
    if ours["size"] > LIMIT_SIZE:
        faults.append(f"the words are larger than {LIMIT_SIZE} × the texts")
    print("\n" + ("; ".join(faults).capitalize() + "." if faults else "Within every limit."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
