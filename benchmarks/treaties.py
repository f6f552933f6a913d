"""CPU and queries of the pages of treaties, with every Member State and four treaties.

    uv run python -m benchmarks.treaties

Prints, for each page, the queries and the CPU milliseconds a request, beside its limit: at most 40 ms for the
comparison of all States and treaties, and as many queries with every action on record as with half of them.
"""

import sys
import time
from statistics import median

from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of
from palermo.treaties.models import Treaty, TreatyAction

TIMES = 15
# Each page, and the most CPU milliseconds of a request.
PAGES = {
    "/en/treaties/": 20,
    "/en/treaties/comparison/": 40,
    "/en/treaties/trafficking-protocol/": 50,
    "/en/treaties/trafficking-protocol/?sort=-deposited": 50,
    "/en/treaties/trafficking-protocol/gaps/": 50,
    "/en/states/aut/": 60,
}


def main() -> int:
    """Build the demonstration, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    client = Client()
    spent = {page: _milliseconds(client, page) for page in PAGES}
    queries = {page: queries_of(client, page) for page in PAGES}
    half = TreatyAction.objects.order_by("pk").values_list("pk", flat=True)[::2]
    TreatyAction.objects.filter(pk__in=list(half)).delete()
    fewer = {page: queries_of(client, page) for page in PAGES}
    print(f"{Treaty.objects.count()} treaties")
    print(f"{'page':55}{'queries':>9}{'half':>6}{'CPU ms':>9}{'limit':>7}")
    failed = 0
    for page, limit in PAGES.items():
        wrong = spent[page] > limit or queries[page] != fewer[page]
        failed += wrong
        print(f"{page:55}{queries[page]:9}{fewer[page]:6}{spent[page]:9.1f}{limit:7}{'  !' * wrong}")
    return 1 if failed else 0


def _milliseconds(client: Client, page: str) -> float:
    """The median CPU of a request, after one to warm up."""
    client.get(page)
    spent = []
    for _ in range(TIMES):
        before = time.process_time()
        client.get(page)
        spent.append((time.process_time() - before) * 1000)
    return median(spent)


if __name__ == "__main__":
    sys.exit(main())
