"""An edition of an action plan as a paper: its text, its measures as tables, and the progress that is published."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import DatePrecision
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.speech.dates import format_period
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import ISOLATED
from palermo.core.speech.signs import add_remark, comma, label_value
from palermo.core.text import MultilingualText, plain
from palermo.outreach.models import Measure, MeasureProgress, PlanEdition
from palermo.outreach.queries.plans import reports_in_rounds
from palermo.outreach.states.plans import PlanEditionStatus, ProgressRoundStatus
from palermo.outreach.web.plans.lines import (
    MeasureLine,
    by_section,
    latest_of,
    lines_of,
    measures_of,
    name_of_section,
    sums_of,
)
from palermo.site.letters.letter import Grid, Letter, Section, day_here

# The widths of the columns: what a measure says takes most.
_SHARES = (9, 5, 4, 4, 7)
_PROGRESS_SHARE = 6


def paper_of(edition: PlanEdition, viewer: Viewer) -> Letter:
    """The edition in the active language, as the record has it today.

    What is reported on measures is in it as far as its round is published, also for those who may read more: a paper
    is passed on.
    """
    reports = reports_in_rounds(edition, viewer).filter(round__status=ProgressRoundStatus.PUBLISHED)
    latest = latest_of(reports)
    lines = lines_of(measures_of(edition), latest)
    today = clock.today()
    return Letter(
        language=active_language(),
        day=today,
        dated=_("As at %(date)s") % {"date": day_here(today)},
        reference=_("Draft action plan. Not adopted") if _is_draft(edition) else _("Action plan"),
        title=plain(edition.plan.title),
        addressee=(),
        greeting="",
        opening="",
        facts=tuple(_facts(edition, lines)),
        paragraphs=_paragraphs(edition.plan.summary),
        closing="",
        signature="",
        author=plain(MultilingualText(settings.PALERMO_OWNER)),
        sections=tuple(_sections(edition, lines, shows_progress=bool(latest))),
    )


def _is_draft(edition: PlanEdition) -> bool:
    return edition.status in {PlanEditionStatus.DRAFT, PlanEditionStatus.ABANDONED}


def _facts(edition: PlanEdition, lines: list[MeasureLine]) -> list[tuple[str, str]]:
    budget = comma().join(each.budget for each in sums_of(lines))
    facts = [
        (pgettext("action plan", "Party"), plain(edition.plan.maker_name)),
        (_("Edition"), add_remark(edition.number, edition.get_status_display())),
        (_("Drafted on"), localize_day(edition.drafted_on)),
        (_("Adopted on"), localize_day(edition.adopted)),
        (_("Replaced or abandoned on"), localize_day(edition.ended_on)),
        (_("Period"), _period(edition.period_from, edition.period_until)),
        (_("Budget"), budget),
        (_("Web address"), _aside(address(edition.get_absolute_url()))),
    ]
    return [(label, words) for label, words in facts if words]


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return format_period(first, last, active_language().code)
    return localize_day(first or last)


def _aside(words: str) -> str:
    return ISOLATED.format(words) if active_language().right_to_left else words


def _paragraphs(text: MultilingualText) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in plain(text).split("\n\n") if part.strip())


def _sections(edition: PlanEdition, lines: list[MeasureLine], *, shows_progress: bool) -> list[Section]:
    """The sections in their order with their measures, those of none last, and what has changed in this edition."""
    rows: dict[int | None, list[tuple[str, ...]]] = {}
    number = 0
    for group in by_section(lines):
        found = rows.setdefault(group.section.pk if group.section else None, [])
        for line in group.lines:
            number += 1
            found.append(_row(number, line, shows_progress=shows_progress))
    sections = [
        Section(
            name_of_section(section),
            _paragraphs(section.text),
            _table(rows.pop(section.pk, []), shows_progress=shows_progress),
        )
        for section in edition.sections.order_by("order")
    ]
    if others := rows.pop(None, []):
        heading = name_of_section(None) if sections else _("Measures")
        sections.append(Section(heading, (), _table(others, shows_progress=shows_progress)))
    if changes := _paragraphs(edition.changes):
        sections.append(Section(_("Changes from the previous edition"), changes))
    return sections


def _table(rows: list[tuple[str, ...]], *, shows_progress: bool) -> Grid | None:
    if not rows:
        return None
    headings = (_("Measure"), _("Responsible"), _("Due"), _("Budget"), _("Indicator"))
    if shows_progress:
        return Grid((*headings, _("Progress")), (*_SHARES, _PROGRESS_SHARE), tuple(rows))
    return Grid(headings, _SHARES, tuple(rows))


def _row(number: int, line: MeasureLine, *, shows_progress: bool) -> tuple[str, ...]:
    measure = line.measure
    responsible = (plain(measure.responsible), plain(measure.organisation.name) if measure.organisation else "")
    indicator = (
        plain(measure.indicator),
        _labelled(_("Baseline"), plain(measure.baseline)),
        _labelled(_("Target"), plain(measure.target)),
    )
    row = (
        f"{number}. {_cell(plain(measure.text))}",
        _cell(*responsible),
        _due(measure),
        line.budget,
        _cell(*indicator),
    )
    return (*row, _progress(line.progress, line.spent)) if shows_progress else row


def _due(measure: Measure) -> str:
    """From when to when, or by when."""
    if measure.starts_on and measure.due and measure.due.precision == DatePrecision.DAY:
        return format_period(measure.starts_on, measure.due.value, active_language().code)
    return " – ".join(filter(None, (localize_day(measure.starts_on), localize_day(measure.due))))


def _progress(progress: MeasureProgress | None, spent: str) -> str:
    if progress is None:
        return pgettext("measure", "Not reported")
    return _cell(
        add_remark(progress.get_status_display(), localize_day(progress.reported_on)),
        plain(progress.text),
        _labelled(_("Value of the indicator"), plain(progress.value)),
        _labelled(pgettext("money", "Spent so far"), spent),
    )


def _labelled(label: str, words: str) -> str:
    return label_value(label, words) if words else ""


def _cell(*parts: str) -> str:
    """Words for a cell, a line for each paragraph of each part."""
    lines = (" ".join(line.split()) for part in parts for line in part.splitlines())
    return "\n".join(line for line in lines if line)
