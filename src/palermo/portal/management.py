"""The work area of the programme: what there is to manage, and how each of it stands in a word."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from palermo.accounts.queries import invitations_visible_to
from palermo.accounts.states import InvitationState
from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent
from palermo.core import clock, worker
from palermo.core.first_rows import FirstRows
from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.speech.numbers import format_integer
from palermo.events.queries.register import follow_ups_visible_to
from palermo.follow_ups.filters import is_late
from palermo.library.read_log import reads_visible_to
from palermo.logistics.queries.templates import task_templates_visible_to
from palermo.offline.queries import bundles_visible_to
from palermo.offline.states import BundleState
from palermo.portal.outstanding import deadlines, deliverables
from palermo.reporting.queries import document_types_visible_to, reports_visible_to
from palermo.reporting.states import DocumentTypeState, ReportState
from palermo.translations.desk import present_counts

A_WEEK = timedelta(days=7)


class Entry(NamedTuple):
    """Something to manage: where, what it is, and how it stands; `is_late` where it needs attention."""

    label: str | Promise
    address: str
    about: str
    status: str
    is_late: bool = False


class EntryGroup(NamedTuple):
    """Entries under one heading."""

    heading: str
    entries: list[Entry]


def work_area(viewer: Viewer) -> list[EntryGroup]:
    """Everything that the secretariat manages beside its desk, in groups."""
    due = [_deadlines(viewer), _deliverables(viewer), _follow_up(viewer), _reports(viewer)]
    people = [_people(viewer), _access(viewer)]
    record = [_translations(), _imports(), _templates(viewer), _document_types(viewer), _packages(viewer)]
    return [
        EntryGroup(_("Deadlines and reporting"), due),
        EntryGroup(_("People and access"), people),
        EntryGroup(_("Records and languages"), record),
        EntryGroup(_("System"), [_work(), _administration()]),
    ]


def _join_parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _if_any(words: str, number: int) -> str:
    """A label with its number; nothing for none."""
    return words % {"count": format_integer(number, active_language().code)} if number else ""


def _deadlines(viewer: Viewer) -> Entry:
    about = _("Mandates, texts submitted to Member States, follow-up, reports and preparation tasks")
    return _due_entry(_("Deadlines"), "deadlines", about, deadlines(viewer, clock.today()))


def _deliverables(viewer: Viewer) -> Entry:
    about = _("Papers for bodies and reports to donors")
    return _due_entry(_("Deliverables due"), "deliverables", about, deliverables(viewer, clock.today()))


def _due_entry(label: str, page: str, about: str, rows: FirstRows) -> Entry:
    late = sum(row.is_late for row in rows)
    ahead = len(rows) + rows.more - late
    status = _join_parts(_if_any(_("Overdue: %(count)s"), late), _if_any(_("Upcoming: %(count)s"), ahead))
    return Entry(label, reverse(page), about, status or _("Nothing due"), late > 0)


def _follow_up(viewer: Viewer) -> Entry:
    late = follow_ups_visible_to(viewer).filter(is_late(clock.today())).count()
    address = reverse("follow_up_list") + ("?due=late" if late else "")
    about = _("Recommendations and action points")
    status = _if_any(_("Overdue: %(count)s"), late) or _("Nothing overdue")
    return Entry(_("Follow-up"), address, about, status, late > 0)


def _reports(viewer: Viewer) -> Entry:
    states = Count("pk", filter=Q(state=ReportState.PREPARED)), Count("pk", filter=Q(state=ReportState.ISSUED))
    numbers = reports_visible_to(viewer).aggregate(prepared=states[0], issued=states[1])
    prepared = _if_any(_("In preparation: %(count)s"), numbers["prepared"])
    status = _join_parts(prepared, _if_any(_("Issued: %(count)s"), numbers["issued"]))
    about = _("Reports to bodies, and briefings")
    return Entry(_("Reports"), reverse("report_list"), about, status or _("No reports yet"))


def _people(viewer: Viewer) -> Entry:
    invitations = invitations_visible_to(viewer)
    proposed = invitations.filter(state=InvitationState.PROPOSED).count()
    sent = invitations.filter(state=InvitationState.SENT).count()
    to_send = _if_any(_("Invitations to send: %(count)s"), proposed)
    status = _join_parts(to_send, _if_any(_("Not yet accepted: %(count)s"), sent))
    about = _("Members of missions and agencies, and invitations")
    return Entry(_("People"), reverse("people"), about, status or _("No open invitations"))


def _access(viewer: Viewer) -> Entry:
    since = timezone.make_aware(datetime.combine(clock.today() - A_WEEK, time()))
    number = reads_visible_to(viewer).filter(at__gte=since).count()
    status = _if_any(_("In the past week: %(count)s"), number) or _("Nothing in the past week")
    return Entry(_("Access log"), reverse("read_list"), _("Who opened which restricted document"), status)


def _translations() -> Entry:
    status = _if_any(_("Texts missing or outdated: %(count)s"), sum(present_counts().values()))
    about = _("What is missing in which of the six languages")
    return Entry(_("Translations"), reverse("translation_desk"), about, status or _("Complete"))


def _imports() -> Entry:
    last = AuditEvent.objects.filter(verb="record.imported").order_by("-sequence").values_list("at", flat=True).first()
    status = (
        _("Last import: %(day)s") % {"day": localize_day(timezone.localdate(last))} if last else _("No imports yet")
    )
    return Entry(_("Import data"), reverse("table_import"), _("Tables of every kind of record (CSV, XLSX)"), status)


def _templates(viewer: Viewer) -> Entry:
    status = _if_any(_("Templates: %(count)s"), task_templates_visible_to(viewer).count())
    about = _("Standard tasks for the preparation of events")
    return Entry(_("Preparation templates"), reverse("task_templates"), about, status or _("No templates yet"))


def _document_types(viewer: Viewer) -> Entry:
    states = Count("pk", filter=Q(state=DocumentTypeState.ACTIVE)), Count("pk", filter=Q(state=DocumentTypeState.DRAFT))
    numbers = document_types_visible_to(viewer).aggregate(active=states[0], drafts=states[1])
    own = _if_any(_("Own types in use: %(count)s"), numbers["active"])
    status = _join_parts(own, _if_any(_("Drafts: %(count)s"), numbers["drafts"])) or _("Standard types only")
    about = _("Sections and masthead of each kind of report")
    return Entry(_("Document types"), reverse("document_types"), about, status)


def _packages(viewer: Viewer) -> Entry:
    numbers = dict(bundles_visible_to(viewer).order_by().values_list("state").annotate(n=Count("pk")))
    failed = numbers.get(BundleState.FAILED, 0)
    available = _if_any(_("Available: %(count)s"), numbers.get(BundleState.BUILT, 0))
    status = _join_parts(_if_any(_("Failed: %(count)s"), failed), available) or _("No packages yet")
    about = _("Parts of the record for reading offline")
    return Entry(_("Offline packages"), reverse("bundle_list"), about, status, failed > 0)


def _work() -> Entry:
    failed, is_silent = worker.background_rows().failed().count(), worker.is_silent()
    status = _join_parts(_("Not running") if is_silent else "", _if_any(_("Failed: %(count)s"), failed))
    about = _("E-mails, indexing and other scheduled work")
    is_broken = is_silent or failed > 0
    return Entry(_("Background tasks"), reverse("work"), about, status or _("No failed tasks"), is_broken)


def _administration() -> Entry:
    number = Page.objects.filter(has_unpublished_changes=True).count()
    status = _if_any(_("Pages with unpublished changes: %(count)s"), number)
    about = _("Editorial pages, images, redirects and settings")
    return Entry(_("Administration"), reverse("wagtailadmin_home"), about, status or _("All changes published"))
