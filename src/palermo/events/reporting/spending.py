"""What was spent of a contribution. Budgets are the secretariat's: a paper for other readers has none."""

from collections.abc import Iterator

from django.db.models import Sum

from palermo.core.audiences import Audience
from palermo.events.models import BudgetLine
from palermo.reporting.clauses import clause, facts, optional
from palermo.reporting.context import Context, paragraph_type
from palermo.reporting.paragraphs.donor import amount, contribution_reported
from palermo.reporting.record_snapshot import RecordSnapshot
from palermo.reporting.tree import Clause, Paragraph

type Sums = dict[tuple[int, str], tuple]


@paragraph_type("contribution-spending")
def sum_spending(context: Context) -> list[Paragraph]:
    """The sums planned, committed and spent from the contribution, in each currency; or that none is on record."""
    gift = contribution_reported(context)
    if gift is None or context.record.audience != Audience.SECRETARIAT:
        return []
    stated = facts("contributions", gift, "budget_lines")
    clauses = tuple(_clauses(context.record.read(_read_sums), gift.pk, stated))
    return [Paragraph("spending", clauses or (clause("types.no_spending", {}, stated),))]


def _clauses(sums: Sums, contribution: int, stated: tuple) -> Iterator[Clause]:
    for (of, currency), (planned, committed, spent) in sums.items():
        if of == contribution:
            names = {"planned": planned, "committed": committed, "spent": spent}
            args = {name: amount(value, currency) for name, value in names.items()}
            yield clause("types.spending", {}, stated, **optional(args))


def _read_sums(record: RecordSnapshot) -> Sums:
    lines = BudgetLine.objects.exclude(contribution=None).order_by("contribution", "currency")
    rows = lines.values("contribution", "currency").annotate(p=Sum("planned"), c=Sum("committed"), s=Sum("spent"))
    return {(row["contribution"], row["currency"]): (row["p"], row["c"], row["s"]) for row in rows}
