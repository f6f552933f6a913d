"""CPU and queries of the list of national returns of 193 States in 20 rounds, and of a round, as an officer.

    uv run python -m benchmarks.return_list

Prints, for each page, the queries, those with a tenth of the States, the CPU milliseconds a request and the size,
beside its limit; ends with 1 where one is passed or where more States ask more questions.
"""

import sys
import time
from datetime import date
from statistics import median

from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of
from palermo.accounts.models import State, User
from palermo.returns.models import Return, Round, RoundInvitation
from tests.factories.knowledge import DIGEST, make_agreement, make_source
from tests.factories.returns import make_questionnaire_edition, make_round

TIMES, ROUNDS = 7, 20
# Each page, and the most CPU milliseconds of a request.
LIMIT = 150
STATUSES = ("draft", "completed", "approved", "received", "queried", "answered", "accepted")


def invite(states: list[State]) -> list[Round]:
    """Rounds on twenty years to which these States are invited, each with a return in some status."""
    edition, agreement = make_questionnaire_edition(), make_agreement(make_source())
    rounds = [make_round(edition=edition, year=2007 - number) for number in range(ROUNDS)]
    places = [(round_, state) for round_ in rounds for state in states]
    RoundInvitation.objects.bulk_create(
        RoundInvitation(round=round_, state=state, agreement=agreement, invited_on=date(2008, 1, 7))
        for round_, state in places
    )
    Return.objects.bulk_create(
        Return(
            slug=f"return-{round_.pk}-{state.pk}",
            round=round_,
            state=state,
            agreement=agreement,
            opened_on=date(2008, 1, 10),
            completed_on=date(2008, 1, 15),
            digest=DIGEST,
            status=STATUSES[number % len(STATUSES)],
        )
        for number, (round_, state) in enumerate(places)
    )
    return rounds


def main() -> int:
    """Build the demonstration and both records, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    client = Client()
    client.force_login(User.objects.get(email="secretariat@example.org"))
    states = list(State.objects.filter(is_member=True).order_by("slug"))
    few = pages_of(invite(states[: len(states) // 10]))
    small = [queries_of(client, path) for path in few]
    Return.objects.all().delete()
    Round.objects.all().delete()
    failed = 0
    print(f"{len(states)} States, {ROUNDS} rounds")
    print(f"{'page':28}{'queries':>9}{'small':>7}{'CPU ms':>9}{'limit':>7}{'kB':>6}")
    for path, before in zip(pages_of(invite(states)), small, strict=True):
        queries, spent = queries_of(client, path), _milliseconds(client, path)
        size = len(client.get(path).content) // 1000
        wrong = spent > LIMIT or queries != before
        failed += wrong
        print(f"{path:28}{queries:>9}{before:>7}{spent:>9.0f}{LIMIT:>7}{size:>6}{'  passed' if wrong else ''}")
    return min(failed, 1)


def pages_of(rounds: list[Round]) -> list[str]:
    """The list, the list narrowed, and the page of a round."""
    return ["/en/data/returns/", "/en/data/returns/?status=late", f"/en/data/rounds/{rounds[0].slug}/"]


def _milliseconds(client: Client, path: str) -> float:
    spent = []
    for _time in range(TIMES):
        began = time.process_time()
        client.get(path)
        spent.append((time.process_time() - began) * 1000)
    return median(spent)


if __name__ == "__main__":
    sys.exit(main())
