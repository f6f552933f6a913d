"""An action plan in pictures: its editions over time, how far its measures are, and when they are due."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from palermo.core import clock
from palermo.core.text import plain
from palermo.outreach.models import ActionPlan, MeasureProgress, PlanEdition, PlanEvaluation, ProgressRound
from palermo.outreach.states.plans import MeasureStatus
from palermo.outreach.web.plans.lines import MeasureLine
from palermo.site.charts.bars import Bar, Bars
from palermo.site.charts.status_bar import Part, StatusBar
from palermo.site.charts.timeline import Moment, Timeline
from palermo.site.charts.values import Label, count

# What is not reported counts as not started: a picture tells no more than five series apart.
SERIES: dict[MeasureStatus, str | Promise] = {
    MeasureStatus.DONE: MeasureStatus.DONE.label,
    MeasureStatus.ON_TRACK: MeasureStatus.ON_TRACK.label,
    MeasureStatus.DELAYED: MeasureStatus.DELAYED.label,
    MeasureStatus.NOT_STARTED: pgettext_lazy("measure", "Not started or not reported"),
    MeasureStatus.DROPPED: MeasureStatus.DROPPED.label,
}


def timeline_of(
    plan: ActionPlan,
    editions: Iterable[PlanEdition],
    rounds: Iterable[ProgressRound],
    evaluations: Iterable[PlanEvaluation],
) -> Timeline | None:
    """Editions, progress rounds and evaluations over time; None where nothing has a day."""
    moments = []
    for edition in editions:
        if day := edition.adopted_on or edition.drafted_on:
            label = Label(_edition_with_status(edition), edition.get_absolute_url())
            vague = edition.adopted_on is None
            moments.append(Moment(label, day, day, str(edition.number), 0, vague))
    for each in rounds:
        label = Label(each.display_name(), each.get_absolute_url())
        moments.append(Moment(label, each.period_from, each.period_until, str(each.number), 1))
    for evaluation in evaluations:
        label = Label(evaluation.display_name(), evaluation.get_absolute_url())
        moments.append(Moment(label, evaluation.made_on, evaluation.made_on, str(evaluation.number), 2))
    if not moments:
        return None
    return Timeline(
        title=_("%(plan)s: timeline") % {"plan": plain(plan.title)},
        heading=_("Event in the life of the plan"),
        column=_("Date"),
        moments=tuple(moments),
        today=clock.today(),
        lanes=(
            pgettext("action plan", "Editions"),
            pgettext("action plan", "Progress rounds"),
            pgettext("action plan", "Evaluations"),
        ),
        kind=_("Kind"),
    )


def _edition_with_status(edition: PlanEdition) -> str:
    # Translators: an edition of an action plan and its status: "Edition 2: adopted".
    return _("%(edition)s: %(status)s") % {
        "edition": edition.display_name(),
        "status": str(edition.get_status_display()).lower(),
    }


def progress_bar(lines: Sequence[MeasureLine]) -> StatusBar | None:
    """How many measures have each status; None before anything is reported."""
    if not any(line.progress for line in lines):
        return None
    numbers = Counter(map(_status, lines))
    return StatusBar(
        title=_("Progress of measures"),
        heading=_("Status"),
        column=_("Measures"),
        parts=tuple(Part(Label(str(words)), numbers[status]) for status, words in SERIES.items()),
    )


def _status(line: MeasureLine) -> MeasureStatus:
    return MeasureStatus(line.progress.status) if line.progress else MeasureStatus.NOT_STARTED


def progress_over_rounds(
    rounds: Iterable[ProgressRound], reports: Iterable[MeasureProgress], measures: int
) -> Bars | None:
    """How many measures had each status in each round; None for fewer than two rounds."""
    numbers = Counter((each.round_id, each.status) for each in reports)
    rows = []
    for each in sorted(rounds, key=lambda one: one.number):
        found = {status: numbers[each.pk, status] for status in SERIES}
        found[MeasureStatus.NOT_STARTED] += max(0, measures - sum(found.values()))
        rows.append(Bar(Label(each.display_name(), each.get_absolute_url()), tuple(map(count, found.values()))))
    if len(rows) < 2:
        return None
    return Bars(
        title=_("Progress of measures over rounds"),
        heading=pgettext("action plan", "Progress round"),
        series=tuple(map(str, SERIES.values())),
        rows=tuple(rows),
        is_stacked=True,
    )


def measures_by_year(lines: Iterable[MeasureLine]) -> Bars | None:
    """How many measures are due in each year, by their status; None where fewer than two years have any."""
    numbers = Counter((line.measure.due_on.year, _status(line)) for line in lines if line.measure.due_on)
    years = sorted({year for year, _status in numbers})
    if len(years) < 2:
        return None
    return Bars(
        title=_("Measures by year of deadline"),
        heading=_("Year"),
        series=tuple(map(str, SERIES.values())),
        rows=tuple(Bar(Label(str(year)), tuple(count(numbers[year, status]) for status in SERIES)) for year in years),
        is_stacked=True,
    )
