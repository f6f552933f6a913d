"""Query counts and CPU of every list and detail page, on the demonstration and on a record a hundred times larger.

    uv run python -m benchmarks.pages

Prints, for each page and reader, the queries and CPU milliseconds a request on both records and their ratio. The limits
are those of the README: the same number of queries, and at most 50 ms CPU a request on the large record.
"""

import os
import sys
import tempfile
import time
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")
os.environ["PALERMO_DATA"] = os.environ.get("PALERMO_BENCHMARK_DATA") or tempfile.mkdtemp(prefix="palermo-benchmark-")
os.environ["PALERMO_TODAY"] = "2008-01-31"

LIMIT_MS, TIMES = 50, 5


def main() -> int:
    """Build both records, ask for every page, print the table; 1 where a limit is passed."""
    from benchmarks.measuring import addresses, make_decade, make_demonstration, readers

    make_demonstration()
    small = _measured(addresses(large=False), readers())
    make_decade()
    large = _measured(addresses(large=True), readers())
    return _print(small, large)


def _measured(addresses: dict[str, str], readers: dict) -> dict[tuple[str, str], tuple[int, float]]:
    return {
        (name, reader): _ask(client, address)
        for name, address in addresses.items()
        for reader, client in readers.items()
    }


def _ask(client, address: str) -> tuple[int, float]:
    """Queries, and the median CPU of a request in milliseconds, after one to warm up."""
    from benchmarks.measuring import queries_of

    status = client.get(address).status_code
    if status not in {200, 302, 403}:
        raise SystemExit(f"{address} answers {status}.")
    spent = []
    for _ in range(TIMES):
        before = time.process_time()
        client.get(address).close()
        spent.append((time.process_time() - before) * 1000)
    return queries_of(client, address), median(spent)


def _print(small: dict, large: dict) -> int:
    print(f"{'page':24}{'reader':14}{'queries':>9}{'large':>7}{'CPU ms':>9}{'large':>8}{'ratio':>7}")
    failed = 0
    for key, (queries, cpu) in small.items():
        many, most = large[key]
        wrong = many > queries + TOLERATED or most > LIMIT_MS
        failed += wrong
        print(f"{key[0]:24}{key[1]:14}{queries:9}{many:7}{cpu:9.1f}{most:8.1f}{most / cpu:7.1f}{'  !' * wrong}")
    print(f"{failed} of {len(small)} past a limit.")
    return 1 if failed else 0


# A page of the demonstration may lack a relation that a page of the decade has: one query more to fetch it, never one a row.
TOLERATED = 4

if __name__ == "__main__":
    sys.exit(main())
