"""The work area of the programme: what there is to manage, and how each of it stands in a word."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
from palermo.library.reading import reads_visible_to
from palermo.logistics.queries.templates import task_templates_visible_to
from palermo.offline.queries import bundles_visible_to
from palermo.offline.states import BundleState
from palermo.portal.outstanding import deadlines, deliverables
from palermo.portal.register.filters import is_late
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState
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
    record = [_translations(), _imports(), _templates(viewer), _packages(viewer)]
    return [
        EntryGroup(_("Deadlines and reporting"), due),
        EntryGroup(_("People and access"), people),
        EntryGroup(_("Records and languages"), record),
        EntryGroup(_("System"), [_work(), _administration()]),
    ]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _number(number: int) -> str:
    return format_integer(number, active_language().code)


def _overdue(number: int) -> str:
    return ngettext("%(count)s overdue", "%(count)s overdue", number) % {"count": _number(number)} if number else ""


def _deadlines(viewer: Viewer) -> Entry:
    about = _("Mandates, texts put to Member States and preparation tasks")
    return _due_entry(_("Deadlines"), "deadlines", about, deadlines(viewer, clock.today()))


def _deliverables(viewer: Viewer) -> Entry:
    about = _("Papers for bodies and reports to donors")
    return _due_entry(_("Deliverables due"), "deliverables", about, deliverables(viewer, clock.today()))


def _due_entry(label: str, page: str, about: str, rows: FirstRows) -> Entry:
    late = sum(row.is_late for row in rows)
    ahead = len(rows) + rows.more - late
    to_come = ngettext("%(count)s to come", "%(count)s to come", ahead) % {"count": _number(ahead)} if ahead else ""
    return Entry(label, reverse(page), about, _joined(_overdue(late), to_come) or _("nothing due"), late > 0)


def _follow_up(viewer: Viewer) -> Entry:
    late = follow_ups_visible_to(viewer).filter(is_late(clock.today())).count()
    address = reverse("follow_up_list") + ("?due=late" if late else "")
    about = _("Recommendations and action points, by whoever is responsible")
    return Entry(_("Follow-up"), address, about, _overdue(late) or _("nothing overdue"), late > 0)


def _reports(viewer: Viewer) -> Entry:
    states = Count("pk", filter=Q(state=ReportState.PREPARED)), Count("pk", filter=Q(state=ReportState.ISSUED))
    numbers = reports_visible_to(viewer).aggregate(prepared=states[0], issued=states[1])
    prepared = ngettext("%(count)s in preparation", "%(count)s in preparation", numbers["prepared"])
    issued = ngettext("%(count)s issued", "%(count)s issued", numbers["issued"])
    status = _joined(
        prepared % {"count": _number(numbers["prepared"])} if numbers["prepared"] else "",
        issued % {"count": _number(numbers["issued"])} if numbers["issued"] else "",
    )
    return Entry(
        _("Reports"), reverse("report_list"), _("Reports to bodies, and briefings"), status or _("no reports yet")
    )


def _people(viewer: Viewer) -> Entry:
    invitations = invitations_visible_to(viewer)
    proposed = invitations.filter(state=InvitationState.PROPOSED).count()
    sent = invitations.filter(state=InvitationState.SENT).count()
    to_send = ngettext("%(count)s invitation to send", "%(count)s invitations to send", proposed)
    open_ones = ngettext("%(count)s not yet accepted", "%(count)s not yet accepted", sent)
    status = _joined(
        to_send % {"count": _number(proposed)} if proposed else "",
        open_ones % {"count": _number(sent)} if sent else "",
    )
    about = _("Members of missions and agencies, and invitations")
    return Entry(_("People"), reverse("people"), about, status or _("no open invitations"))


def _access(viewer: Viewer) -> Entry:
    since = timezone.make_aware(datetime.combine(clock.today() - A_WEEK, time()))
    number = reads_visible_to(viewer).filter(at__gte=since).count()
    status = ngettext("%(count)s entry in the past week", "%(count)s entries in the past week", number)
    about = _("Who opened which restricted document")
    return Entry(_("Access log"), reverse("read_list"), about, status % {"count": _number(number)})


def _translations() -> Entry:
    number = sum(present_counts().values())
    status = ngettext("%(count)s text missing or outdated", "%(count)s texts missing or outdated", number)
    about = _("What is missing in which of the six languages")
    known = status % {"count": _number(number)} if number else _("complete")
    return Entry(_("Translations"), reverse("translation_desk"), about, known)


def _imports() -> Entry:
    last = AuditEvent.objects.filter(verb="record.imported").order_by("-sequence").values_list("at", flat=True).first()
    status = (
        _("last import: %(day)s") % {"day": localize_day(timezone.localdate(last))} if last else _("no imports yet")
    )
    return Entry(_("Import data"), reverse("table_import"), _("Tables of every kind of record (CSV, XLSX)"), status)


def _templates(viewer: Viewer) -> Entry:
    number = task_templates_visible_to(viewer).count()
    status = ngettext("%(count)s template", "%(count)s templates", number) % {"count": _number(number)}
    about = _("Standard tasks for the preparation of events")
    return Entry(
        _("Preparation templates"), reverse("task_templates"), about, status if number else _("no templates yet")
    )


def _packages(viewer: Viewer) -> Entry:
    states = bundles_visible_to(viewer).order_by().values_list("state").annotate(n=Count("pk"))
    numbers = dict(states)
    built, failed = numbers.get(BundleState.BUILT, 0), numbers.get(BundleState.FAILED, 0)
    available = (
        ngettext("%(count)s available", "%(count)s available", built) % {"count": _number(built)} if built else ""
    )
    broken = ngettext("%(count)s failed", "%(count)s failed", failed) % {"count": _number(failed)} if failed else ""
    about = _("Parts of the record to be read without a network")
    status = _joined(broken, available) or _("no packages yet")
    return Entry(_("Offline packages"), reverse("bundle_list"), about, status, failed > 0)


def _work() -> Entry:
    failed = worker.background_rows().failed().count()
    broken = ngettext("%(count)s failed", "%(count)s failed", failed) % {"count": _number(failed)} if failed else ""
    silent = _("not running") if worker.is_silent() else ""
    about = _("E-mails, indexing and other scheduled work")
    return Entry(
        _("Background tasks"), reverse("work"), about, _joined(silent, broken) or _("in order"), bool(silent or failed)
    )


def _administration() -> Entry:
    number = Page.objects.filter(has_unpublished_changes=True).count()
    status = ngettext("%(count)s page with unpublished changes", "%(count)s pages with unpublished changes", number)
    about = _("Editorial pages, images, redirects and settings")
    known = status % {"count": _number(number)} if number else _("all changes published")
    return Entry(_("Administration"), reverse("wagtailadmin_home"), about, known)
