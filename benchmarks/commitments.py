"""CPU and queries of the list of commitments and of its filters, with 10,000 commitments of 2,000 partners.

    uv run python -m benchmarks.commitments

Prints, for each page and reader, the queries and the CPU milliseconds a request, at most 40 ms: what is kept
until the next act being there. As many queries with every commitment on record as with half of them.
"""

import random
import sys
import time
from datetime import date, timedelta
from statistics import median

from django.db import transaction
from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of, readers
from palermo.audit.actions import record
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.governance.models import Activity, FollowUp
from palermo.outreach.models import Commitment, Partnership
from palermo.outreach.states.partners import PartnerKind

SEED, COMMITMENTS, PARTNERS, TIMES, LIMIT = 2007, 10_000, 2000, 9, 40
STATES = ["open"] * 5 + ["in_progress"] * 3 + ["done"] * 2
PAGES = (
    "/en/commitments/",
    "/en/commitments/?page=150",
    "/en/commitments/?party=business",
    "/en/commitments/?progress=done",
    "/en/commitments/?due=late",
    "/en/commitments/?event=bangkok-event",
    "/ar/commitments/",
)


def main() -> int:
    """Fill the demonstration, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    fill()
    clients = {"visitor": Client(), **{who: readers()[who] for who in ("delegate", "secretariat")}}
    asked = [(who, page) for who in clients for page in PAGES]
    spent = {each: _milliseconds(clients[each[0]], each[1]) for each in asked}
    queries = {each: queries_of(clients[each[0]], each[1]) for each in asked}
    half = Commitment.objects.order_by("pk").values_list("pk", flat=True)[::2]
    Commitment.objects.filter(pk__in=list(half)).delete()
    with transaction.atomic():
        record("record.imported", Partnership.objects.earliest("pk"), by="benchmark")
    fewer = {each: _queries_when_kept(clients[each[0]], each[1]) for each in asked}
    print(f"{'reader':12}{'page':40}{'queries':>9}{'half':>6}{'CPU ms':>9}")
    failed = 0
    for each in asked:
        wrong = spent[each] > LIMIT or queries[each] != fewer[each]
        failed += wrong
        print(f"{each[0]:12}{each[1]:40}{queries[each]:9}{fewer[each]:6}{spent[each]:9.1f}{'  !' * wrong}")
    return 1 if failed else 0


@transaction.atomic
def fill() -> None:
    """Make partners and commitments with their entries in the register, in bulk."""
    chance = random.Random(SEED)
    events = list(Activity.objects.filter(kind="event").order_by("pk"))
    kinds = list(PartnerKind)
    partners = Partnership.objects.bulk_create(
        Partnership(
            slug=f"bench-partner-{n}",
            name=_text(f"Partner {n}"),
            kind=chance.choice(kinds),
            status="admitted",
            is_listed=chance.random() < 0.9,
        )
        for n in range(PARTNERS)
    )
    days = [date(2003, 1, 1) + timedelta(days=chance.randrange(1800)) for _n in range(COMMITMENTS)]
    entries = FollowUp.objects.bulk_create(
        FollowUp(
            slug=f"bench-commitment-{n}",
            origin="commitment",
            taken_over_on=day,
            due_on=day + timedelta(days=chance.randrange(1500)),
            state=(state := chance.choice(STATES)),
            state_on=None if state == "open" else day,
        )
        for n, day in enumerate(days)
    )
    Commitment.objects.bulk_create(
        Commitment(
            slug=f"bench-commitment-{n}",
            number=10_000 + n,
            activity=chance.choice(events) if chance.random() < 0.8 else None,
            title=_text(f"Commitment {n}"),
            text=_text(f"We commit ourselves to measure {n}. " * 10),
            made_on=day,
            status="recorded",
            decided_on=day,
            follow_up=entries[n],
            audience=chance.choice(["public", "public", "public", "member_states"]),
            **({"partnership": chance.choice(partners)} if chance.random() < 0.8 else {"group": _text(f"Group {n}")}),
        )
        for n, day in enumerate(days)
    )
    record("record.imported", partners[0], by="benchmark", commitments=COMMITMENTS)


def _text(words: str) -> MultilingualText:
    return MultilingualText(dict.fromkeys(CODES, words))


def _queries_when_kept(client: Client, page: str) -> int:
    client.get(page)
    return queries_of(client, page)


def _milliseconds(client: Client, page: str) -> float:
    """The median CPU of a request, after two to warm up."""
    for _time in range(2):
        assert client.get(page).status_code == 200, page
    times = []
    for _time in range(TIMES):
        start = time.process_time()
        client.get(page)
        times.append((time.process_time() - start) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
