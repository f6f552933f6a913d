"""Where a record is stated: the report paragraphs, for readers of those reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import ngettext, pgettext

from palermo.accounts.viewer import Viewer
from palermo.core.languages import active_language
from palermo.core.speech import signs
from palermo.core.speech.lists import format_list, joints
from palermo.governance.web.chains import Part
from palermo.governance.web.statements import StatingPart
from palermo.reporting.models import StatedRecord
from palermo.reporting.queries import statements_visible_to
from palermo.reporting.states import ReportState

BRIEFING = "briefing"


def find_statements(kind: str, record_id: str, viewer: Viewer) -> list[StatingPart]:
    """The reports that state a record, each once, with its paragraphs."""
    return _by_report(statements_visible_to(viewer).filter(kind=kind, record_id=record_id))


def statements_of(kind: str, record_ids: Iterable[str], viewer: Viewer) -> dict[str, list[StatingPart]]:
    """The statements of several records of a kind, by one query."""
    of_record = defaultdict(list)
    for row in statements_visible_to(viewer).filter(kind=kind, record_id__in=list(record_ids)):
        of_record[row.record_id].append(row)
    return {record_id: _by_report(stating) for record_id, stating in of_record.items()}


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
    for row in statements_visible_to(viewer).filter(wanted):
        place = (row.report.cutoff_on, row.report.slug, row.paragraph)
        statements[row.kind, row.record_id].append(Statement(place, _part([row])))
    return dict(statements)


def _by_report(rows: Iterable[StatedRecord]) -> list[StatingPart]:
    """A part for each report; the rows stand in the order of reports."""
    return [_part(list(of_report)) for _report, of_report in groupby(rows, lambda row: row.report_id)]


def _part(rows: Sequence[StatedRecord]) -> StatingPart:
    """The paragraphs of one report: the words lead to the first of them, `paragraphs` to each.

    One in preparation is called a draft.
    """
    report, count = rows[0].report, len(rows)
    numbers = [str(row.paragraph) for row in rows]
    short = (
        ngettext("Briefing ¶%(number)s", "Briefing ¶¶%(number)s", count)
        if report.blueprint == BRIEFING
        else ngettext("Report ¶%(number)s", "Report ¶¶%(number)s", count)
    )
    language, page = active_language().code, reverse("report", args=[report.slug])
    label, name = short % {"number": format_list(numbers, language)}, report.display_name()
    if report.state == ReportState.PREPARED:
        label, name = (signs.add_remark(words, pgettext("report", "draft")) for words in (label, name))
    return StatingPart(
        label,
        f"{page}#p{numbers[0]}",
        report=name,
        count=count,
        paragraphs=format_html_join(
            "",
            '{}<a href="{}#p{}">{}</a>',
            zip(["", *joints(numbers, language)], [page] * count, numbers, numbers, strict=True),
        ),
    )
