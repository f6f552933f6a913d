"""Query counts and CPU of every list of what Member States decide and what follows, on a large register.

    uv run python -m benchmarks.governance

20,000 mandates, 50,000 activities, 100,000 entries of the register, and what they hang on, beside the demonstration;
each list with each of its filters, for each reader. Limits: 12 queries a page, 50 ms CPU a request. With
PALERMO_BENCHMARK_DATA naming a folder, the record is made there once and found again.
"""

import sys
import time
from statistics import median
from urllib.parse import urlencode

from benchmarks.measuring import make_demonstration, queries_of, readers

# isort: split
# What follows needs Django, which the module above sets up.
from django.core.cache import cache
from django.db import connection
from django.test import Client

from benchmarks.instruments import Instruments
from benchmarks.register import Register
from palermo.accounts.models import User
from palermo.governance.models import Mandate

LIMIT_QUERIES, LIMIT_MS, TIMES = 12, 50, 3
# A list and the filters that its address takes; each is asked alone.
PAGES: dict[str, list[dict[str, str]]] = {
    "mandates/": [
        {},
        {"page": "200"},
        {"show": "due"},
        {"show": "due", "weeks": "52"},
        {"show": "late"},
        {"show": "idle"},
        {"show": "ended"},
        {"state": "in_force"},
        {"state": "lapsed"},
        {"addressee": "organisation-unodc"},
        {"find": "trafficking"},
    ],
    "committee/": [{}],
    "committee/board/": [{}, {"state": "proposed"}, {"state": "completed"}, {"agency": "unodc"}, {"page": "300"}],
    "follow-up/": [
        {},
        {"page": "500"},
        {"state": "open"},
        {"due": "late"},
        {"due": "soon"},
        {"origin": "action_point"},
        {"mine": "yes"},
        {"nobody": "yes"},
        {"year": "2007"},
        {"topic": "register-topic-1"},
        {"organisation": "unodc"},
        {"find": "preventing"},
    ],
    "follow-up/overview/": [{}, {"by": "topic"}, {"by": "state"}, {"by": "organisation"}, {"by": "year"}],
    "guidance/": [{}, {"kind": "advice"}, {"year": "2007"}, {"find": "preventing"}],
    "guidance/topics/": [{}],
    "guidance/topics/instruments-topic-1/": [{}],
    "guidance/other-topics/": [{}],
    "endorsements/": [{}],
    "decisions/": [{}, {"year": "2007"}, {"order": "number"}, {"find": "preventing"}],
    "consultations/": [{}, {"kind": "briefing"}, {"year": "2007"}],
    "notes/": [{}, {"kind": "invitation"}],
    "contributions/": [{}],
    "events/": [{}, {"kind": "regional"}, {"year": "2007"}],
    "events/calendar/2007/": [{}],
    "tools/": [{}],
    "studies/": [{}],
    "calendar/": [{}, {"year": "2007"}, {"kind": "mandate"}, {"kind": "recommendation"}, {"kind": "activity"}],
    "calendar.ics": [{}],
    "desk/": [{}],
    "secretariat/": [{}],
    "history/mandates/instruments-mandate-1/": [{}],
    "mandates/instruments-mandate-1/": [{}],
    "follow-up/register-1/": [{}],
}


def main() -> int:
    """Build the record where it is not there yet, ask for every page, print the table; 1 where a limit is passed."""
    _make()
    failed, asked = 0, 0
    print(f"{'page':58}{'reader':12}{'queries':>9}{'CPU ms':>9}")
    for path, address, name, client in _requests():
        if client.get(address).status_code != 200:
            continue
        queries, cpu = _ask(client, address)
        wrong = queries > LIMIT_QUERIES or cpu > LIMIT_MS
        failed, asked = failed + wrong, asked + 1
        print(f"{path:58}{name:12}{queries:9}{cpu:9.1f}{'  !' * wrong}", flush=True)
    print(f"{failed} of {asked} past a limit ({LIMIT_QUERIES} queries, {LIMIT_MS} ms).")
    return 1 if failed else 0


def _make() -> None:
    is_there = "governance_mandate" in connection.introspection.table_names()
    if is_there and Mandate.objects.filter(slug="instruments-mandate-1").exists():
        return
    make_demonstration()
    Register().make()
    Instruments().make()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _requests():
    """Every page with every filter for every reader; those named on the command line, else all."""
    wanted = sys.argv[1:]
    clients = readers()
    clients["committee"] = Client()
    clients["committee"].force_login(User.objects.filter(postings__role="committee_member").first())
    for page, filters in PAGES.items():
        if wanted and not any(page.startswith(each) for each in wanted):
            continue
        for asked in filters:
            path = f"{page}?{urlencode(asked)}" if asked else page
            for name, client in clients.items():
                yield path, f"/en/{path}", name, client


def _ask(client: Client, address: str) -> tuple[int, float]:
    """Queries, and the median CPU of a request in milliseconds, after one to warm up; nothing is kept in between."""
    spent = []
    for _ in range(TIMES):
        cache.clear()
        before = time.process_time()
        client.get(address)
        spent.append((time.process_time() - before) * 1000)
    cache.clear()
    return queries_of(client, address), median(spent)


if __name__ == "__main__":
    sys.exit(main())
