"""CPU and queries of the register of partners, with 2,000 partners and 10,000 commitments.

    uv run python -m benchmarks.partners

Prints, for each page, the queries and the CPU milliseconds a request, beside its limit: at most 40 ms for lists and
the map, and as many queries with all partners as with half of them.
"""

import sys
from datetime import date

from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of
from benchmarks.treaties import _milliseconds
from palermo.accounts.models import State, User
from palermo.outreach.models import Commitment, Partnership
from palermo.outreach.states.partners import PartnerKind

PARTNERS, COMMITMENTS = 2000, 10_000
WORDS = ("Hotels", "Relief", "Films", "Schools", "Airlines", "Foundation", "Council", "Press")
# Each page, and the most CPU milliseconds of a request; of a visitor and of an officer.
PAGES = {
    "/en/partners/": 40,
    "/en/partners/?kind=business": 40,
    "/en/partners/?letter=H": 40,
    "/en/partners/?find=hotels": 40,
    "/en/partners/?country=aut": 40,
    "/en/partners/partner-1000/": 40,
}
OFFICERS = {"/en/partners/": 40, "/en/partnership/applications/": 40}


def _fill() -> None:
    states, kinds = list(State.objects.order_by("slug")), list(PartnerKind)
    partners = Partnership.objects.bulk_create(
        Partnership(
            slug=f"partner-{number}",
            name={code: f"{WORDS[number * 7 % 8]} {number} [{code}]" for code in ("ar", "en", "fr")},
            kind=kinds[number % len(kinds)],
            field={"en": "Awareness"},
            summary={"en": "Trains staff to recognize trafficking. " * 8},
            status="admitted" if number % 20 else "applied",
            since_on=date(2007, 6, 1),
            is_listed=number % 10 != 0,
        )
        for number in range(PARTNERS)
    )
    through = Partnership.countries.through
    through.objects.bulk_create(
        through(partnership_id=each.pk, state_id=states[(each.pk * 31 + more * 17) % len(states)].pk)
        for each in partners
        for more in range(3)
    )
    Commitment.objects.bulk_create(
        Commitment(
            slug=f"commitment-{number}",
            number=number + 1,
            title={"en": f"Commitment {number}"},
            text={"en": "Train all staff."},
            partnership=partners[number % PARTNERS],
            made_on=date(2008, 1, 15),
            status="recorded",
            decided_on=date(2008, 1, 20),
        )
        for number in range(COMMITMENTS)
    )


def main() -> int:
    """Build the demonstration, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    _fill()
    officer = Client()
    officer.force_login(User.objects.get(email="secretariat@example.org"))
    asked = [(Client(), page, limit, "visitor") for page, limit in PAGES.items()]
    asked += [(officer, page, limit, "officer") for page, limit in OFFICERS.items()]
    spent = [_milliseconds(client, page) for client, page, _limit, _who in asked]
    queries = [queries_of(client, page) for client, page, _limit, _who in asked]
    kept = set(Partnership.objects.order_by("pk").values_list("pk", flat=True)[: PARTNERS // 2])
    kept |= set(Partnership.objects.filter(slug="partner-1000").values_list("pk", flat=True))
    Commitment.objects.exclude(partnership__in=kept).delete()
    Partnership.objects.exclude(pk__in=kept).delete()
    fewer = [queries_of(client, page) for client, page, _limit, _who in asked]
    print(f"{'page':45}{'reader':>9}{'queries':>9}{'half':>6}{'CPU ms':>9}{'limit':>7}")
    failed = 0
    for (_client, page, limit, who), cost, number, half in zip(asked, spent, queries, fewer, strict=True):
        wrong = cost > limit or number != half
        failed += wrong
        print(f"{page:45}{who:>9}{number:9}{half:6}{cost:9.1f}{limit:7}{'  !' * wrong}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
