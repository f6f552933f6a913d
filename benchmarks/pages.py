"""Query counts and CPU of every list and detail page, on the demonstration and on a record a hundred times larger.

    uv run python -m benchmarks.pages

Prints, for each page and reader, the queries and CPU milliseconds a request on both records and their ratio. The limits
are those of the README: the same number of queries, and at most 50 ms CPU a request on the large record.
"""

import sys
import time
from statistics import median

from django.test import Client

from benchmarks.measuring import addresses, make_decade, make_demonstration, queries_of, readers

LIMIT_MS, TIMES = 50, 5
# A page of the demonstration may lack a relation that one of the decade has: a query more to fetch it, never one a row.
TOLERATED = 4
Measured = dict[tuple[str, str], tuple[int, float]]


def main() -> int:
    """Build both records, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    small = _measured(addresses(large=False), readers())
    make_decade()
    large = _measured(addresses(large=True), readers())
    return _print(small, large)


def _measured(pages: dict[str, str], clients: dict[str, Client]) -> Measured:
    return {
        (name, reader): _ask(client, address)
        for name, address in pages.items()
        for reader, client in clients.items()
        if client.get(address).status_code == 200
    }


def _ask(client: Client, address: str) -> tuple[int, float]:
    """Queries, and the median CPU of a request in milliseconds, after one to warm up."""
    spent = []
    for _ in range(TIMES):
        before = time.process_time()
        client.get(address)
        spent.append((time.process_time() - before) * 1000)
    return queries_of(client, address), median(spent)


def _print(small: Measured, large: Measured) -> int:
    print(f"{'page':24}{'reader':14}{'queries':>9}{'large':>7}{'CPU ms':>9}{'large':>8}{'ratio':>7}")
    failed = 0
    for key, (queries, cpu) in small.items():
        if key not in large:
            continue
        many, most = large[key]
        wrong = many > queries + TOLERATED or most > LIMIT_MS
        failed += wrong
        print(f"{key[0]:24}{key[1]:14}{queries:9}{many:7}{cpu:9.1f}{most:8.1f}{most / cpu:7.1f}{'  !' * wrong}")
    print(f"{failed} of {len(small)} past a limit.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
