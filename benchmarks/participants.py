"""CPU and queries of the pages of the 1,500 people of a whole Forum, on which everybody waits at its door.

    uv run python -m benchmarks.participants

Nothing is kept between requests. Prints, for each page and reader, the queries, the median CPU of a request, its share
of the limit and the size; exits with 1 where a page takes longer than the limit or asks more.
"""

import sys
import time
from statistics import median

from django.core.cache import caches
from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of, readers
from palermo.config.example.forum import Forum
from palermo.config.example.people import Participants
from palermo.governance.models import Mandate
from palermo.registration.models import Registration

TIMES, LIMIT_MS, MOST_QUERIES = 7, 300, 20
EVENT = "/en/events/full-forum"
PAGES = {
    "list": "participants/?as=published",
    "list, page 5": "participants/?as=published&page=5",
    "list, by words": "participants/?as=published&find=ba",
    "list, by letter": "participants/?as=published&letter=B",
    "people": "participants/",
    "people, by words": "participants/?find=ba",
    "people, by status": "participants/?state=accredited",
    "statistics": "participation/",
    "registration": "registration/",
    "organizations": "registration/organisations/",
    "check-in": "registration/check-in/",
    "for a device": "registration/check-in/list.json",
    "75 badges": "registration/badges.pdf?category=media",
}


def main() -> int:
    """Make the Forum with everybody in it, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    Participants().make(Forum().make(Mandate.objects.filter(state="in_force").first()).event)
    Registration.objects.update(list_audience="public", list_released_on="2008-01-30")
    print(f"{'page':20}{'reader':14}{'queries':>8}{'CPU ms':>9}{'of limit':>10}{'bytes':>10}")
    return max(_row(name, reader, client) for name in PAGES for reader, client in readers().items())


def _row(name: str, reader: str, client: Client) -> int:
    address = f"{EVENT}/{PAGES[name]}"
    response = client.get(address)
    if response.status_code != 200:
        return 0
    spent, queries = median(_ask(client, address) for _ in range(TIMES)), queries_of(client, address)
    wrong = spent > LIMIT_MS or queries > MOST_QUERIES
    figures = f"{spent:9.1f}{spent / LIMIT_MS:10.2f}{len(response.content):10,}{'  !' * wrong}"
    print(f"{name:20}{reader:14}{queries:8}{figures}")
    return int(wrong)


def _ask(client: Client, address: str) -> float:
    for cache in caches.all():
        cache.clear()
    before = time.process_time()
    client.get(address)
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    sys.exit(main())
