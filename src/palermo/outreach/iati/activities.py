"""The activity file of the International Aid Transparency Initiative, version 2.03: one activity a contribution.

It holds what visitors may see and nothing else. What the record does not have is left out where the standard allows
that; where it does not, the file is refused with a list of what to add.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from lxml import etree

from palermo.accounts.viewer import VISITOR
from palermo.core import clock
from palermo.core.controls import CONTROL
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.governance.web.money import with_donor
from palermo.library.models import Document
from palermo.outreach.iati.gaps import gaps_of_file, reported_contributions
from palermo.outreach.iati.places import shares_of_countries
from palermo.outreach.models import ContributionResult
from palermo.outreach.web.accounts import Account, accounts_of

VERSION = "2.03"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of the standard's lists.
FUNDING, IMPLEMENTING = "1", "4"
GOVERNMENT = "10"
GENERAL, OTHER_DESCRIPTION = "1", "4"
PIPELINE, IMPLEMENTATION, AFTER_COMPLETION = "1", "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
INCOMING_FUNDS, EXPENDITURE, INCOMING_COMMITMENT = "1", "4", "11"
GLOBAL_SCOPE, UNSPECIFIED_REGION = "1", "998"
DAC_PURPOSES = "1"
OTHER_RESULT, UNIT, QUALITATIVE = "9", "1", "5"
REVIEW_OF_RESULTS = "A08"


class Publisher(NamedTuple):
    """The organization that reports."""

    identifier: str
    type: str
    name: MultilingualText


def activities_file() -> bytes:
    """The whole file. Refused if something that the standard requires is missing: a sentence a line for each."""
    if gaps := gaps_of_file():
        named = [f"{each.record.slug}: {each.words}" if each.record else each.words for each in gaps]
        raise Refused("\n".join(named))
    contributions = list(with_donor(reported_contributions()).order_by("given_on", "slug"))
    shares = shares_of_countries(contributions)
    publisher = Publisher(
        settings.PALERMO_IATI_IDENTIFIER,
        settings.PALERMO_IATI_ORGANIZATION_TYPE,
        MultilingualText(settings.PALERMO_ORGANIZATION),
    )
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", _moment(clock.now()))
    for account in accounts_of(contributions, VISITOR):
        _add_activity(root, account, publisher, shares.get(account.contribution.pk, {}))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_activity(root: etree._Element, account: Account, publisher: Publisher, shares: Mapping[str, Decimal]) -> None:
    contribution = account.contribution
    activity = etree.SubElement(root, "iati-activity")
    if contribution.currency:
        activity.set("default-currency", contribution.currency)
    etree.SubElement(activity, "iati-identifier").text = f"{publisher.identifier}-{contribution.slug}"
    _add_named(activity, "reporting-org", publisher.name, ref=publisher.identifier, type=publisher.type)
    _add_named(activity, "title", contribution.purpose)
    _add_named(activity, "description", contribution.purpose, type=GENERAL)
    if contribution.earmark:
        _add_named(activity, "description", contribution.earmark, type=OTHER_DESCRIPTION)
    _add_donor(activity, account)
    _add_named(
        activity,
        "participating-org",
        publisher.name,
        ref=publisher.identifier,
        type=publisher.type,
        role=IMPLEMENTING,
    )
    _add_dates(activity, contribution)
    _add_places(activity, shares)
    if account.terms:
        etree.SubElement(activity, "sector", vocabulary=DAC_PURPOSES, code=account.terms.sector)
    _add_transactions(activity, account, publisher)
    for report in account.reports:
        if report.document:
            _add_document(activity, report.document)
    for row in account.results:
        if isinstance(row.entry, ContributionResult):
            _add_result(activity, row.entry)


def _add_donor(activity: etree._Element, account: Account) -> None:
    kind = {"type": GOVERNMENT} if account.contribution.state_id else {}
    own = {"activity-id": account.terms.identifier} if account.terms and account.terms.identifier else {}
    _add_named(activity, "participating-org", account.given.donor, **kind, role=FUNDING, **own)


def _add_dates(activity: etree._Element, contribution: DonorContribution) -> None:
    """The status and the dates, as the period of the contribution gives them on this day."""
    today, first, last = clock.today(), contribution.period_from, contribution.period_until
    if first is None:
        return
    has_begun, is_over = first <= today, last is not None and last < today
    status = AFTER_COMPLETION if is_over else IMPLEMENTATION if has_begun else PIPELINE
    etree.SubElement(activity, "activity-status", code=status)
    _add_dated(activity, "activity-date", first, type=ACTUAL_START if has_begun else PLANNED_START)
    if last is not None:
        _add_dated(activity, "activity-date", last, type=ACTUAL_END if is_over else PLANNED_END)


def _add_places(activity: etree._Element, shares: Mapping[str, Decimal]) -> None:
    """The countries with their shares; where these are not known, the region “unspecified”, with a global scope."""
    if not shares:
        etree.SubElement(activity, "activity-scope", code=GLOBAL_SCOPE)
        etree.SubElement(activity, "recipient-region", vocabulary="1", code=UNSPECIFIED_REGION, percentage="100")
    for code, share in shares.items():
        etree.SubElement(activity, "recipient-country", code=code, percentage=f"{share.normalize():f}")


def _add_transactions(activity: etree._Element, account: Account, publisher: Publisher) -> None:
    contribution, terms = account.contribution, account.terms
    promised_on = (terms and terms.promised_on) or contribution.given_on
    if contribution.amount is not None and promised_on:
        made = _add_transaction(activity, INCOMING_COMMITMENT, promised_on, contribution.amount, contribution.currency)
        _add_parties(made, account, publisher)
    for row in account.payments:
        made = _add_transaction(activity, INCOMING_FUNDS, row.entry.paid_on, row.entry.amount, row.entry.currency)  # type: ignore[union-attr]  # payments
        _add_parties(made, account, publisher)
    for row in account.expenditure:
        spent = row.entry
        made = _add_transaction(activity, EXPENDITURE, spent.period_until, spent.amount, spent.currency)  # type: ignore[union-attr]  # expenditure
        _add_named(made, "description", spent.purpose)  # type: ignore[union-attr]  # expenditure
        _add_named(made, "provider-org", publisher.name, ref=publisher.identifier)


def _add_transaction(activity: etree._Element, code: str, on: date, amount: Decimal, currency: str) -> etree._Element:
    """A transaction, by today: a period in which money is still being spent ends later."""
    on = min(on, clock.today())
    made = etree.SubElement(activity, "transaction")
    etree.SubElement(made, "transaction-type", code=code)
    _add_dated(made, "transaction-date", on)
    value = etree.SubElement(made, "value", currency=currency)
    value.set("value-date", on.isoformat())
    value.text = f"{amount:f}"
    return made


def _add_parties(made: etree._Element, account: Account, publisher: Publisher) -> None:
    own = {"provider-activity-id": account.terms.identifier} if account.terms and account.terms.identifier else {}
    _add_named(made, "provider-org", account.given.donor, **own)
    _add_named(made, "receiver-org", publisher.name, ref=publisher.identifier)


def _add_document(activity: etree._Element, document: Document) -> None:
    """A report on the use of the contribution: its page, where every language and format of it is."""
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{document.get_absolute_url()}"
    link = etree.SubElement(activity, "document-link", format="text/html", url=address)
    _add_named(link, "title", document.title)
    etree.SubElement(link, "category", code=REVIEW_OF_RESULTS)


def _add_result(activity: etree._Element, result: ContributionResult) -> None:
    """A result with its indicator; one without a value has its words as the comment of the period."""
    made = etree.SubElement(activity, "result", type=OTHER_RESULT)
    _add_named(made, "title", result.text)
    has_value = result.value is not None
    indicator = etree.SubElement(made, "indicator", measure=UNIT if has_value else QUALITATIVE)
    _add_named(indicator, "title", result.indicator or result.text)
    period = etree.SubElement(indicator, "period")
    _add_dated(period, "period-start", result.period_from)
    _add_dated(period, "period-end", result.period_until)
    actual = etree.SubElement(period, "actual")
    if result.value is not None:
        actual.set("value", f"{result.value.normalize():f}")
    else:
        _add_named(actual, "comment", result.text)


def _add_named(parent: etree._Element, tag: str, words: MultilingualText, **attributes: str) -> None:
    """An element with a narrative for each language that the text has."""
    made = etree.SubElement(parent, tag, {name: CONTROL.sub("", value) for name, value in attributes.items()})
    for code, text in words.items():
        narrative = etree.SubElement(made, "narrative")
        narrative.set(LANG, code)
        narrative.text = CONTROL.sub("", text)


def _add_dated(parent: etree._Element, tag: str, on: date, **attributes: str) -> None:
    etree.SubElement(parent, tag, {"iso-date": on.isoformat(), **attributes})


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat()
