"""Outstanding items for the secretariat: deadlines of mandates, texts, follow-up, studies, tasks; deliverables."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.text import plain
from palermo.events.queries.register import follow_ups_visible_to, with_origin
from palermo.follow_ups.filters import SETTLED_STATES
from palermo.follow_ups.words import belongs_to, is_entry_late, origin_name
from palermo.governance.models import Endorsement, FollowUp, Mandate, ReportDue
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.resources import reports_due_visible_to
from palermo.governance.rules.follow_ups import responsible_name
from palermo.governance.states.activities import ActivityState
from palermo.governance.states.mandates import MandateState
from palermo.governance.web.money import donor_of
from palermo.governance.web.open_endorsements import open_endorsements
from palermo.knowledge.models import Agreement, Study
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, has_data_kept
from palermo.knowledge.queries.sources import agreements_visible_to, in_force
from palermo.knowledge.queries.studies import studies_visible_to
from palermo.logistics.models import LogisticsTask
from palermo.logistics.queries.tasks import late_tasks
from palermo.outreach.models import Partnership
from palermo.outreach.queries.partners import partners_visible_to
from palermo.outreach.states.partners import PartnershipStatus
from palermo.site.listing import DUE_FIRST

SHOWN = 50
# Within which time an agreement on data ends that is shown here.
ENDS_SOON = timedelta(days=60)


class OutstandingItem(NamedTuple):
    """Something due: `whom` is to do `what`, by a date, by a session or when a condition is met.

    `about` is the event, or the body, that it is for; `due` the first day of the session where no other is set.
    """

    due: PartialDate | None
    kind: str
    what: str
    address: str
    whom: str
    is_late: bool
    by: str = ""
    about: str = ""


def deadlines(viewer: Viewer, today: date) -> FirstRows:
    """Mandates, texts put to Member States, follow-up, reports, results of studies, late tasks, applications and
    agreements on data, by due date.
    """
    parts = [
        _mandates,
        _endorsements,
        _follow_up,
        _reports,
        _results,
        _tasks,
        _applications,
        _agreements,
        _kept_too_long,
    ]
    return _by_date([rows_of(viewer, today) for rows_of in parts])


def deliverables(viewer: Viewer, today: date) -> FirstRows:
    """Papers for bodies and reports to donors that are due, by due date; what has no date comes last."""
    return _by_date([_reports(viewer, today)])


def _by_date(parts: list[FirstRows]) -> FirstRows:
    rows = sorted(chain(*parts), key=lambda row: (row.due is None, row.due.value if row.due else date.max, row.what))
    return FirstRows(rows, sum(part.more for part in parts))


def _is_late(due: PartialDate | None, today: date) -> bool:
    return due is not None and due.value < today


def _mandates(viewer: Viewer, today: date) -> FirstRows:
    mandates = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE).exclude(due_on=None, due_session=None)
    mandates = mandates.select_related("addressee_organisation", "addressee_body", "due_session__body")
    by_day = Coalesce("due_on", "due_session__starts_on")
    return _rows(mandates.order_by(by_day, "slug"), lambda each: _mandate(each, today))


def _rows[M: Model](records: QuerySet[M], row_of: Callable[[M], OutstandingItem]) -> FirstRows:
    first = first_of(records, SHOWN)
    return FirstRows([row_of(each) for each in first], first.more)


def _mandate(mandate: Mandate, today: date) -> OutstandingItem:
    addressee = mandate.addressee_organisation or mandate.addressee_body
    whom = plain(addressee.name) if addressee else ""
    name, address = mandate.display_name(), mandate.get_absolute_url()
    session = None if mandate.due else mandate.due_session
    if session is None:
        return OutstandingItem(mandate.due, _("Mandate"), name, address, whom, _is_late(mandate.due, today))
    due, late = session.opens, session.ends_on < today
    return OutstandingItem(due, _("Mandate"), name, address, whom, late, by=session.display_name())


def _reports(viewer: Viewer, today: date) -> FirstRows:
    due = reports_due_visible_to(viewer).filter(document=None).select_related("body", "session__body", "responsible")
    due = due.select_related("contribution__state", "contribution__organisation")
    return _rows(due.order_by(DUE_FIRST, "slug"), lambda each: _report(each, today))


def _report(report: ReportDue, today: date) -> OutstandingItem:
    about = plain(report.body.name) if report.body else capfirst(plain(report.readers)) or _donor(report)
    whom = plain(report.responsible.name) if report.responsible else _("Not assigned")
    session, what = report.session, capfirst(plain(report.subject))
    by = session.display_name() if session else plain(report.condition)
    due, last = report.due, report.due
    if due is None and session is not None:
        due, last = session.opens, PartialDate(session.ends_on)
    return OutstandingItem(due, _("Report"), what, "", whom, _is_late(last, today), by, about)


def _donor(report: ReportDue) -> str:
    """Whom a report on the use of a contribution is owed to, where it names no readers of its own."""
    return plain(donor_of(report.contribution)) if report.contribution else ""


def _results(viewer: Viewer, today: date) -> FirstRows:
    """Results of studies that are due and not published; a study that was called off has none."""
    studies = studies_visible_to(viewer).filter(results_due_on__isnull=False, published_on=None)
    going_on = studies.exclude(activity__state__in=[ActivityState.CANCELLED, ActivityState.GIVEN_UP])
    due = going_on.select_related("activity__lead").order_by("results_due_on", "activity__slug")
    return _rows(due, lambda each: _result(each, today))


def _result(study: Study, today: date) -> OutstandingItem:
    activity = study.activity
    whom = plain(activity.lead.name) if activity.lead else _("Not assigned")
    what, address = study.display_name(), study.get_absolute_url()
    return OutstandingItem(study.results_due, _("Results of a study"), what, address, whom, study.is_overdue_on(today))


def _endorsements(viewer: Viewer, today: date) -> FirstRows:
    """Texts that are open."""
    pending = open_endorsements(viewer, SHOWN)
    return FirstRows([_endorsement(each, today) for each in pending], pending.more)


def _endorsement(endorsement: Endorsement, today: date) -> OutstandingItem:
    target, name, address = endorsement.target, endorsement.display_name(), endorsement.get_absolute_url()
    whom = plain(endorsement.body.name)
    return OutstandingItem(target, _("Text for approval"), name, address, whom, _is_late(target, today))


def _follow_up(viewer: Viewer, today: date) -> FirstRows:
    """Recommendations and action points that are to be done by a day."""
    entries = follow_ups_visible_to(viewer).exclude(state__in=SETTLED_STATES).exclude(due_on=None)
    named = with_origin(entries).prefetch_related("responsible_state__former_names")
    return _rows(named.order_by("due_on", "slug"), _follow_up_entry)


def _follow_up_entry(entry: FollowUp) -> OutstandingItem:
    origin = belongs_to(entry)
    about = origin.display_name() if origin else ""
    whom = plain(responsible_name(entry)) or _("Not assigned")
    what, address, late = plain(entry.wording), entry.get_absolute_url(), is_entry_late(entry)
    return OutstandingItem(entry.due, origin_name(entry), what, address, whom, late, about=about)


def _tasks(viewer: Viewer, today: date) -> FirstRows:
    """Tasks of preparations that are late: those to come are on their own pages."""
    return _rows(late_tasks(viewer, today).select_related("event__activity", "owner"), _task)


def _task(task: LogisticsTask) -> OutstandingItem:
    about, whom = task.event.display_name(), task.owner.name if task.owner else _("Not assigned")
    due, address = PartialDate(task.due_on), task.get_absolute_url()
    return OutstandingItem(due, _("Preparation task"), plain(task.title), address, whom, is_late=True, about=about)


def _applications(viewer: Viewer, today: date) -> FirstRows:
    """Applications to become a partner that await a decision; they have no due date."""
    waiting = partners_visible_to(viewer).filter(status=PartnershipStatus.APPLIED)
    return _rows(waiting.order_by("applied_on", "slug"), _application)


def _application(partnership: Partnership) -> OutstandingItem:
    name, address = partnership.display_name(), partnership.get_absolute_url()
    return OutstandingItem(None, _("Application of a partner"), name, address, _("The secretariat"), is_late=False)


def _agreements(viewer: Viewer, today: date) -> FirstRows:
    """Agreements on data that end soon: a new one is concluded, or nothing is received any more."""
    ending = agreements_visible_to(viewer).filter(in_force(today), ends_on__lte=today + ENDS_SOON)
    return _rows(ending.order_by("ends_on", "slug"), lambda each: _agreement(each, each.ends_on, _("End of agreement")))


def _kept_too_long(viewer: Viewer, today: date) -> FirstRows:
    """Agreements after whose last day of keeping data are still kept."""
    kept = dataset_editions_visible_to(viewer).filter(has_data_kept())
    past = agreements_visible_to(viewer).filter(keep_until__lt=today, pk__in=kept.values("agreement"))
    kind = _("Data to be deleted")
    return _rows(past.order_by("keep_until", "slug"), lambda each: _agreement(each, each.keep_until, kind, today))


def _agreement(agreement: Agreement, due: date | None, kind: str, today: date | None = None) -> OutstandingItem:
    name, address, about = agreement.display_name(), agreement.get_absolute_url(), agreement.source.display_name()
    due_on = PartialDate(due) if due else None
    return OutstandingItem(due_on, kind, name, address, _("The secretariat"), is_late=today is not None, about=about)
