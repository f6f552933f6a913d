"""Outstanding items for the secretariat: deadlines of mandates, endorsements and tasks, and deliverables due."""

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import plain
from palermo.governance.models import Endorsement, Mandate, ReportDue
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.money import donor_of
from palermo.governance.web.open_endorsements import open_endorsements
from palermo.logistics.models import LogisticsTask
from palermo.logistics.queries.tasks import late_tasks
from palermo.site.listing import DUE_FIRST

SHOWN = 50


class OutstandingItem(NamedTuple):
    """Something due: `who` waits for `whom` to do `what`, by a date, by a session or when a condition is met."""

    due: PartialDate | None
    by: str
    kind: str
    what: str
    address: str
    who: str
    whom: str
    is_late: bool


def deadlines(viewer: Viewer, today: date) -> FirstRows:
    """Mandates, texts put to Member States and tasks that are late, by due date."""
    return _by_date([_mandates(viewer, today), _endorsements(viewer, today), _tasks(viewer, today)])


def deliverables(viewer: Viewer, today: date) -> FirstRows:
    """Papers for bodies and reports to donors that are due, by due date; what has no date comes last."""
    return _by_date([_reports(viewer, today)])


def _by_date(parts: list[FirstRows]) -> FirstRows:
    rows = sorted(chain(*parts), key=lambda row: (row.due is None, row.due.value if row.due else date.max, row.what))
    return FirstRows(rows, sum(part.more for part in parts))


def _is_late(due: PartialDate | None, today: date) -> bool:
    return due is not None and due.value < today


def _mandates(viewer: Viewer, today: date) -> FirstRows:
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE, due_on__isnull=False)
    mandates = mandates.select_related("addressee_organisation", "addressee_body").order_by("due_on", "slug")
    return _rows(mandates, lambda each: _mandate(each, today))


def _rows[M: Model](records: QuerySet[M], row_of: Callable[[M], OutstandingItem]) -> FirstRows:
    first = first_of(records, SHOWN)
    return FirstRows([row_of(each) for each in first], first.more)


def _mandate(mandate: Mandate, today: date) -> OutstandingItem:
    addressee = mandate.addressee_organisation or mandate.addressee_body
    whom = plain(addressee.name) if addressee else ""
    who, late = _("Member States"), _is_late(mandate.due, today)
    return OutstandingItem(
        mandate.due, "", _("Mandate"), mandate.display_name(), mandate.get_absolute_url(), who, whom, late
    )


def _reports(viewer: Viewer, today: date) -> FirstRows:
    due = reports_due_visible_to(viewer).filter(document=None).select_related("body", "session", "responsible")
    due = due.select_related("contribution__state", "contribution__organisation")
    return _rows(due.order_by(DUE_FIRST, "slug"), lambda each: _report(each, today))


def _report(report: ReportDue, today: date) -> OutstandingItem:
    who = plain(report.body.name) if report.body else capfirst(plain(report.readers)) or _donor(report)
    whom = plain(report.responsible.name) if report.responsible else _("Not assigned")
    by = plain(report.session.name) if report.session else plain(report.condition)
    what, late = capfirst(plain(report.subject)), _is_late(report.due, today)
    return OutstandingItem(report.due, by, _("Report"), what, "", who, whom, late)


def _donor(report: ReportDue) -> str:
    """Whom a report on the use of a contribution is owed to, where it names no readers of its own."""
    return plain(donor_of(report.contribution)) if report.contribution else ""


def _endorsements(viewer: Viewer, today: date) -> FirstRows:
    """Texts that are open."""
    pending = open_endorsements(viewer, SHOWN)
    return FirstRows([_endorsement(each, today) for each in pending], pending.more)


def _endorsement(endorsement: Endorsement, today: date) -> OutstandingItem:
    target, name, address = endorsement.target, endorsement.display_name(), endorsement.get_absolute_url()
    who, whom = _("the secretariat"), plain(endorsement.body.name)
    return OutstandingItem(target, "", _("Endorsement"), name, address, who, whom, _is_late(target, today))


def _tasks(viewer: Viewer, today: date) -> FirstRows:
    """Tasks of preparations that are late: those to come are on their own pages."""
    return _rows(late_tasks(viewer, today).select_related("event__activity", "owner"), _task)


def _task(task: LogisticsTask) -> OutstandingItem:
    who, whom = task.event.display_name(), task.owner.name if task.owner else _("Not assigned")
    due = PartialDate(task.due_on)
    return OutstandingItem(
        due, "", _("Preparation tasks"), task.display_name(), task.get_absolute_url(), who, whom, is_late=True
    )
