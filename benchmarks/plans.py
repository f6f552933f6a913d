"""CPU and queries of the pages of an action plan with 500 measures and two progress rounds, as a visitor.

    uv run python -m benchmarks.plans

Prints, for each page, the queries, those of a plan with 5 measures, the CPU milliseconds a request and the size, beside
its limit; ends with 1 where one is passed or where the two plans ask a different number of questions.
"""

import sys
import time
from datetime import date
from decimal import Decimal
from statistics import median

from django.test import Client

from benchmarks.measuring import make_demonstration, queries_of
from palermo.outreach.models import Measure, MeasureProgress, PlanSection
from tests.factories.common import text
from tests.factories.outreach import make_plan
from tests.factories.plans import make_evaluation, make_lesson, make_progress_round

TIMES = 7
# Each page of a plan, and the most CPU milliseconds of a request.
PAGES = {"": 250, "1/": 150, "1/gaps/": 150, "1/progress/": 200, "1/progress/2/": 200}
STATUSES = ("not_started", "on_track", "delayed", "done", "dropped")


def make_large_plan(slug: str, measures: int) -> None:
    """A plan in force with ten sections, two published rounds and an evaluation."""
    edition = make_plan(slug, slug=slug, measures=0).editions.get()
    sections = [
        PlanSection(edition=edition, key=f"part-{place}", order=place + 1, heading=text(f"Part {place}"))
        for place in range(10)
    ]
    PlanSection.objects.bulk_create(sections)
    Measure.objects.bulk_create(
        Measure(
            edition=edition,
            section=sections[place * 10 // measures],
            key=f"measure-{place}",
            order=place,
            text=text(f"Train {place} officials of the border police in the identification of victims each year"),
            responsible=text("Ministry"),
            due_on=date(2007 + place % 4, 6, 30),
            budget=Decimal(1000),
            currency="EUR" if place % 2 else "USD",
            indicator=text("Number of officials"),
        )
        for place in range(measures)
    )
    for _round in range(2):
        shown = make_progress_round(edition, status="published")
        MeasureProgress.objects.bulk_create(
            MeasureProgress(
                round=shown,
                measure=measure,
                status=STATUSES[measure.order % 5],
                text=text("Two courses were held."),
                spent=Decimal(500),
                reported_on=date(2008, 1, 10),
            )
            for measure in edition.measures.all()
        )
    make_lesson(make_evaluation(edition, published_on=date(2008, 1, 30)))


def main() -> int:
    """Build the demonstration and two plans, ask for every page, print the table; 1 where a limit is passed."""
    make_demonstration()
    make_large_plan("large-plan", 500)
    make_large_plan("small-plan", 5)
    client, failed = Client(), 0
    print(f"{'page':20}{'queries':>9}{'small':>7}{'CPU ms':>9}{'limit':>7}{'kB':>6}")
    for page, limit in PAGES.items():
        large, small = (f"/en/action-plans/{name}-plan/{page}" for name in ("large", "small"))
        spent, size = _milliseconds(client, large), len(client.get(large).content) // 1000
        queries = [queries_of(client, each) for each in (large, small)]
        wrong = spent > limit or queries[0] != queries[1]
        failed += wrong
        print(f"{page or 'plan':20}{queries[0]:9}{queries[1]:7}{spent:9.1f}{limit:7}{size:6}{'  !' * wrong}")
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
