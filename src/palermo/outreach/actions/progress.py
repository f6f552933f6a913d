"""What is done to rounds of progress and to what is reported in them."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.text import MultilingualText
from palermo.outreach.measures import progress_mark
from palermo.outreach.models import Measure, MeasureProgress, PlanEdition, ProgressRound
from palermo.outreach.rules import progress as rules
from palermo.outreach.states.plans import ProgressRoundStatus


@transaction.atomic
def open_round(edition: PlanEdition, *, values: Mapping[str, object], by: Actor) -> ProgressRound:
    """Open a round of progress on the edition in force; `values` are fields of the model."""
    edition = lock_row(edition, "plan")
    number = next_number(edition.rounds)
    opened = ProgressRound(edition=edition, number=number, opened_on=clock.today(), **values)
    rules.check_can_open_round(by, opened)
    insert_row(opened)
    _record("progress_round.opened", opened, by)
    return opened


@transaction.atomic
def change_round(progress_round: ProgressRound, *, values: Mapping[str, object], by: Actor) -> ProgressRound:
    """Edit the period, the deadline and the assessment of a round; `values` are fields of the model."""
    changed = lock_row(progress_round, "edition__plan")
    rules.check_may_change_round(by, changed)
    set_values(changed, values)
    save_row(changed)
    _record("progress_round.changed", changed, by)
    return changed


@transaction.atomic
def report_on_measure(
    progress_round: ProgressRound, measure: Measure, *, values: Mapping[str, object], seen: str = "", by: Actor
) -> MeasureProgress:
    """Report on a measure in an open round, or change what is reported.

    `values` are fields of the model; `seen` is the `progress_mark` of what was reported as the author was shown it.
    Refused if somebody reported on the measure since, or if the rules of rounds refuse it.
    """
    progress_round = lock_row(progress_round, "edition__plan")
    progress = progress_round.progress.filter(measure=measure).first()
    if seen:
        check_is_unchanged(seen, progress_mark(progress))
    progress = progress or MeasureProgress(round=progress_round, measure=measure)
    progress.round, progress.measure, progress.reported_on = progress_round, measure, clock.today()
    set_values(progress, values)
    rules.check_can_report_on_measure(by, progress)
    save_row(progress)
    _record("measure.reported", progress_round, by, measure=measure.key, status=progress.status)
    return progress


@transaction.atomic
def change_progress(
    progress: MeasureProgress, *, values: Mapping[str, object], seen: str = "", by: Actor
) -> MeasureProgress:
    """Change what is reported on a measure, in every language and with its evidence; `seen` as when reporting."""
    progress = MeasureProgress.objects.select_related("round__edition__plan", "measure").get(pk=progress.pk)
    return report_on_measure(progress.round, progress.measure, values=values, seen=seen, by=by)


@transaction.atomic
def close_round(progress_round: ProgressRound, *, on: date, by: Actor) -> ProgressRound:
    """Close a round: nothing more is reported in it."""
    closed = lock_row(progress_round, "edition__plan")
    rules.check_can_close_round(by, closed, on)
    closed.status, closed.closed_on = ProgressRoundStatus.CLOSED, on
    closed.save(update_fields=["status", "closed_on"])
    _record("progress_round.closed", closed, by)
    return closed


@transaction.atomic
def reopen_round(progress_round: ProgressRound, *, reason: MultilingualText, by: Actor) -> ProgressRound:
    """Open a closed round again; the log keeps the reason."""
    reopened = lock_row(progress_round, "edition__plan")
    rules.check_may_reopen_round(by, reopened)
    reopened.status, reopened.closed_on = ProgressRoundStatus.OPEN, None
    reopened.save(update_fields=["status", "closed_on"])
    _record("progress_round.reopened", reopened, by, reason=dict(reason))
    return reopened


@transaction.atomic
def publish_round(progress_round: ProgressRound, *, on: date, assessment: MultilingualText, by: Actor) -> ProgressRound:
    """Publish a closed round, with an assessment of the whole, to the audience of the plan."""
    published = lock_row(progress_round, "edition__plan")
    rules.check_can_publish_round(by, published, on)
    published.status, published.published_on = ProgressRoundStatus.PUBLISHED, on
    published.assessment = assessment
    published.save(update_fields=["status", "published_on", "assessment"])
    _record("progress_round.published", published, by)
    return published


def _record(verb: str, progress_round: ProgressRound, by: Actor, **details: object) -> None:
    edition = progress_round.edition
    record(verb, edition.plan, by=by, edition=edition.number, round=progress_round.number, **details)
