"""CPU and queries of the programme of a full Forum: eighty items, two hundred people, six languages.

    uv run python -m benchmarks.forum

Nothing is kept between requests but what every page of the site keeps. Prints, for each page and reader, the queries
and the median CPU of a request, beside the limits: 12 queries and 20 ms for the programme, 50 ms for the calendar.
"""

import sys
import time
from statistics import median

from django.core.cache import caches
from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of, readers
from palermo.config.example.forum import Forum
from palermo.governance.models import Mandate

TIMES, MOST_QUERIES = 15, 12
PAGE = "events/full-forum/programme"
# An address, and the most milliseconds of CPU it may take; none where only the figure is of interest.
PAGES: dict[str, tuple[str, float | None]] = {
    "programme, list": (f"{PAGE}/", 20),
    "programme, rooms": (f"{PAGE}/?as=rooms", 20),
    "programme, Arabic": (f"{PAGE}/", 20),
    "one person": (f"{PAGE}/?person=person-1", 20),
    "one room": (f"{PAGE}/?room=hall-1", 20),
    "iCal, all": (f"{PAGE}.ics", 50),
    "iCal, one person": (f"{PAGE}.ics?person=person-1", 50),
    "JSON": (f"{PAGE}.json", None),
    "PDF": (f"{PAGE}.pdf", None),
    "changes": (f"{PAGE}/changes/", None),
    "editor": ("programmes/full-forum/", None),
}


def main() -> int:
    """Make the Forum, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    print(f"{'page':20}{'reader':14}{'queries':>8}{'CPU ms':>9}{'limit':>7}{'bytes':>10}")
    return max(_row(name, reader, client) for name in PAGES for reader, client in readers().items())


def _row(name: str, reader: str, client: Client) -> int:
    address, limit = PAGES[name]
    address = f"/{'ar' if name.endswith('Arabic') else 'en'}/{address}"
    response = client.get(address)
    if response.status_code != 200:
        return 0
    spent, queries = median(_ask(client, address) for _ in range(TIMES)), queries_of(client, address)
    wrong = limit is not None and (spent > limit or queries > MOST_QUERIES)
    limit_cell = f"{limit:7.0f}" if limit else f"{'':7}"
    print(f"{name:20}{reader:14}{queries:8}{spent:9.1f}{limit_cell}{len(response.content):10,}{'  !' * wrong}")
    return int(wrong)


def _ask(client: Client, address: str) -> float:
    for cache in caches.all():
        cache.clear()
    before = time.process_time()
    client.get(address)
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    sys.exit(main())
