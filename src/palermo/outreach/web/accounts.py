"""The account of contributions in words: what was promised, paid and spent, on what, with which results."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_amount
from palermo.governance.models import Activity, DonorContribution, ReportDue
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.web.money import ContributionRow, contribution_row
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.web.papers import paper_of
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.chart import Chart
from palermo.site.charts.values import Label, count
from palermo.site.listing import DUE_FIRST

type Entry = Payment | Expenditure | ContributionResult
# A chart with more bars is no longer read.
MOST = 15


class EntryRow(NamedTuple):
    """A payment, expenditure or a result; `activity` is None where there is none or the reader may not see it."""

    entry: Entry
    amount: str
    activity: Activity | None
    ways: list[ActionLink]


class Account(NamedTuple):
    """A contribution with all that is on record of its use; `paid` and `spent` are empty where nothing was."""

    given: ContributionRow
    terms: ContributionTerms | None
    agreement: Document | None
    payments: list[EntryRow]
    expenditure: list[EntryRow]
    results: list[EntryRow]
    paid: str
    spent: str
    reports: list[ReportDue]

    @property
    def contribution(self) -> DonorContribution:
        """Whose account it is."""
        return self.given.contribution


def accounts_of(
    contributions: Iterable[DonorContribution], viewer: Viewer, person: User | None = None
) -> list[Account]:
    """The accounts of contributions, joined with their donors, by a constant number of queries.

    With `person`, each entry has the ways to change it that this reader has.
    """
    shown = list(contributions)
    entries: list[Entry] = [
        *_entries(Payment, shown),
        *_entries(Expenditure, shown, "activity"),
        *_entries(ContributionResult, shown, "activity"),
    ]
    activities = _seen_activities(entries, viewer)
    ways = action_links_for_each(entries, viewer, person) if person else [[] for _each in entries]
    rows: dict[tuple[type[Model], int], list[EntryRow]] = defaultdict(list)
    for entry, links in zip(entries, ways, strict=True):
        activity = activities.get(getattr(entry, "activity_id", None) or 0)
        rows[type(entry), entry.contribution_id].append(EntryRow(entry, _amount_of(entry), activity, links))
    terms = {each.pk: each for each in ContributionTerms.objects.filter(contribution__in=shown)}
    agreements = documents_visible_to(viewer).in_bulk(
        [each.agreement_id for each in terms.values() if each.agreement_id]
    )
    reports = _reports(shown, viewer)
    return [_account(each, terms.get(each.pk), agreements, rows, reports.get(each.pk, [])) for each in shown]


def _account(
    contribution: DonorContribution,
    terms: ContributionTerms | None,
    agreements: Mapping[int, Document],
    rows: Mapping[tuple[type[Model], int], list[EntryRow]],
    reports: list[ReportDue],
) -> Account:
    payments, spent, results = (
        rows.get((model, contribution.pk), []) for model in (Payment, Expenditure, ContributionResult)
    )
    return Account(
        contribution_row(contribution),
        terms,
        agreements.get(terms.agreement_id or 0) if terms else None,
        payments,
        spent,
        results,
        _sum_of(contribution, payments),
        _sum_of(contribution, spent),
        reports,
    )


def _entries[Row: Model](model: type[Row], shown: Sequence[DonorContribution], *related: str) -> list[Row]:
    rows: QuerySet[Row] = model._default_manager.filter(contribution__in=shown).order_by("contribution", "number")
    found = list(rows.select_related(*related) if related else rows)
    by_key = {each.pk: each for each in shown}
    for each in found:
        each.contribution = by_key[each.contribution_id]  # type: ignore[attr-defined]  # every entry has one
    return found


def _seen_activities(entries: Iterable[Entry], viewer: Viewer) -> Mapping[int, Activity]:
    keys = {each.activity_id for each in entries if not isinstance(each, Payment) and each.activity_id}
    return activities_visible_to(viewer).in_bulk(keys) if keys else {}


def _reports(shown: Sequence[DonorContribution], viewer: Viewer) -> Mapping[int, list[ReportDue]]:
    """The reports owed for each contribution."""
    due = reports_due_visible_to(viewer).filter(contribution__in=shown).prefetch_related(paper_of(viewer))
    found = defaultdict(list)
    for each in due.select_related("responsible", "session").order_by(DUE_FIRST, "slug"):
        if each.contribution_id is not None:
            found[each.contribution_id].append(each)
    return found


def _amount_of(entry: Entry) -> str:
    return "" if isinstance(entry, ContributionResult) else in_words(entry.amount, entry.currency)


def _sum_of(contribution: DonorContribution, rows: Sequence[EntryRow]) -> str:
    return in_words(_sum(rows), contribution.currency) if rows else ""


def _sum(rows: Iterable[EntryRow]) -> Decimal:
    return sum((row.entry.amount for row in rows if not isinstance(row.entry, ContributionResult)), Decimal())


def in_words(amount: Decimal, currency: str) -> str:
    """An amount of money in the reader's language."""
    return format_amount(amount, currency, active_language().code)


def charts_of_accounts(accounts: Sequence[Account]) -> dict[str, Chart | None]:
    """For each currency by itself: what was promised, paid and spent, where there are several; what it was spent on."""
    by_currency: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.contribution.amount is not None:
            by_currency[account.contribution.currency].append(account)
    charts: dict[str, Chart | None] = {}
    for currency, several in sorted(by_currency.items()):
        if len(several) > 1:
            charts[f"paid-{currency.lower()}"] = _paid(currency, several[:MOST])
        charts[f"spent-{currency.lower()}"] = _spent(currency, several)
    return {name: chart for name, chart in charts.items() if chart is not None}


def _paid(currency: str, accounts: Iterable[Account]) -> Bars:
    return Bars(
        title=_("Promised, paid and spent (%(currency)s)") % {"currency": currency},
        heading=_("Contribution"),
        series=(_("Promised"), _("Paid"), _("Spent")),
        rows=tuple(
            Bar(
                Label(each.contribution.display_name(), each.contribution.get_absolute_url()),
                (
                    count(each.contribution.amount or 0),
                    count(_sum(each.payments)),
                    count(_sum(each.expenditure)),
                ),
            )
            for each in accounts
        ),
    )


def _spent(currency: str, accounts: Iterable[Account]) -> Bars | None:
    sums: dict[Activity | None, Decimal] = defaultdict(Decimal)
    for account in accounts:
        for row in account.expenditure:
            sums[row.activity] += _sum([row])
    if not sums:
        return None
    largest = sorted(sums.items(), key=lambda pair: (pair[0] is None, -pair[1]))[:MOST]
    return Bars(
        title=_("Expenditure by activity (%(currency)s)") % {"currency": currency},
        heading=_("Activity"),
        series=(currency,),
        rows=tuple(Bar(_label(activity), (count(amount),)) for activity, amount in largest),
    )


def _label(activity: Activity | None) -> Label:
    if activity is None:
        return Label(_("Other expenditure"))
    return Label(activity.display_name(), activity.get_absolute_url())
