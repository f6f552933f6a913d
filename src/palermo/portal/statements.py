"""Where a record is stated: the report paragraphs, for readers of those reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.viewer import Viewer
from palermo.governance.web.chains import Part
from palermo.reporting.models import StatedRecord
from palermo.reporting.queries import paragraphs_stating, reports_visible_to

BRIEFING = "briefing"


def statement_parts(kind: str, record_id: str, viewer: Viewer) -> list[Part]:
    """Links to the paragraphs that state a record."""
    return [_part(row) for row in paragraphs_stating(viewer, kind, record_id)]


def statements_of(kind: str, record_ids: Iterable[str], viewer: Viewer) -> dict[str, list[Part]]:
    """The statements of several records of a kind, by one query."""
    rows = StatedRecord.objects.filter(kind=kind, record_id__in=list(record_ids), report__in=reports_visible_to(viewer))
    parts = defaultdict(list)
    for row in rows.select_related("report").order_by("report__cutoff_on", "report__slug", "paragraph"):
        parts[row.record_id].append(_part(row))
    return dict(parts)


class Statement(NamedTuple):
    """A paragraph that states a record; `place` sorts it among others by report and number."""

    place: tuple[date, str, int]
    part: Part


def statements_of_all(records: Mapping[str, Iterable[str]], viewer: Viewer) -> dict[tuple[str, str], list[Statement]]:
    """The statements of records of several kinds, by one query; by kind and id."""
    wanted = Q(pk__in=())
    for kind, ids in records.items():
        wanted |= Q(kind=kind, record_id__in=list(ids))
    statements = defaultdict(list)
    for row in StatedRecord.objects.filter(wanted, report__in=reports_visible_to(viewer)).select_related("report"):
        place = (row.report.cutoff_on, row.report.slug, row.paragraph)
        statements[row.kind, row.record_id].append(Statement(place, _part(row)))
    return dict(statements)


def _part(row: StatedRecord) -> Part:
    number = {"number": row.paragraph, "report": row.report.display_name()}
    words = _("Briefing ¶%(number)s") if row.report.blueprint == BRIEFING else _("Report ¶%(number)s")
    return Part(
        words % number,
        f"{reverse('report', args=[row.report.slug])}#p{row.paragraph}",
        full=_("%(report)s, paragraph %(number)s") % number,
    )
