"""CPU and queries of saving all 411 figures of a national return at once.

    uv run python -m benchmarks.returns

Fills in the questionnaire on trafficking for a State that has an accepted return of the year before. Prints the queries
and the CPU milliseconds of the first save and of one that changes every figure, beside the limit; ends with 1 where it
is passed.
"""

import sys
import time
from datetime import date
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import benchmarks.measuring  # noqa: F401  # sets Django up
from palermo.accounts.states import Role
from palermo.returns.actions.filling import save_figures
from palermo.returns.actions.returns import open_return
from palermo.returns.entries import Entry
from palermo.returns.figures import last_change, structure_of
from palermo.returns.models import Return, ReturnFigure
from palermo.returns.shipped import shipped_content
from tests.factories.accounts import make_person, make_state
from tests.factories.returns import make_questionnaire_edition, make_round, make_round_invitation

TIMES = 7
SAVE_LIMIT = 200


def make_return() -> tuple[Return, object]:
    """A return that was begun, and an accepted one of the year before."""
    edition = make_questionnaire_edition(content=shipped_content("trafficking"))
    state = make_state("Atlantis")
    focal = make_person("Focal point", Role.FOCAL_POINT, state=state)
    before = make_round_invitation(make_round(edition=edition, year=2006), state)
    earlier = open_return(before, by=focal)
    _fill(earlier, 40)
    dates = {"completed_on": date(2007, 3, 1), "received_on": date(2007, 3, 2), "accepted_on": date(2007, 3, 3)}
    Return.objects.filter(pk=earlier.pk).update(status="accepted", digest="0" * 64, **dates)
    return open_return(make_round_invitation(make_round(edition=edition), state), by=focal), focal


def _cells(national_return: Return) -> list[tuple[str, str]]:
    return list(structure_of(national_return.round.edition).cells())


def _fill(national_return: Return, value: int) -> None:
    rows = [
        ReturnFigure(of=national_return, table=table, cell=cell, kind="count", value=value)
        for table, cell in _cells(national_return)
    ]
    ReturnFigure.objects.bulk_create(rows)


def main() -> int:
    """Make a return in an empty record, save its figures, print the table."""
    call_command("migrate", verbosity=0)
    national_return, focal = make_return()
    cells, failed = _cells(national_return), 0
    print(f"{'what':34}{'queries':>9}{'CPU ms':>9}{'limit':>7}")
    for name, first in (("save all figures, first time", 1), ("save all figures, changed", 2)):
        spent, queries = [], 0
        for time_of in range(TIMES):
            entries = {place: Entry("count", first + time_of * 7) for place in cells}
            if first == 1:
                national_return.figures.all().delete()
            seen = last_change(national_return)
            before = time.process_time()
            with CaptureQueriesContext(connection) as captured:
                save_figures(national_return, entries, seen=seen, by=focal)
            spent.append((time.process_time() - before) * 1000)
            queries = len(captured)
        failed += median(spent) > SAVE_LIMIT
        print(f"{name:34}{queries:9}{median(spent):9.1f}{SAVE_LIMIT:7}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
