"""Who opens, closes and publishes rounds of progress, and what is reported on a measure."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.outreach.models import Measure, MeasureProgress, PlanEdition, ProgressRound
from palermo.outreach.rules.plans import check_has_come, check_may_keep_plan
from palermo.outreach.states.plans import PROGRESS_ROUND_MOVES, PlanEditionStatus, ProgressRoundStatus


def check_may_open_round(user: Actor, edition: PlanEdition) -> None:
    """Progress is reported on the edition in force, in one round at a time."""
    check_may_keep_plan(user, edition.plan)
    if edition.status != PlanEditionStatus.ADOPTED:
        raise Refused(_("Progress is reported on the edition in force."))
    _check_no_round_is_open(edition)


def check_can_open_round(user: Actor, progress_round: ProgressRound) -> None:
    """As `check_may_open_round`, for a period that has begun."""
    check_may_open_round(user, progress_round.edition)
    check_has_come(progress_round.period_from)


def check_may_change_round(user: Actor, progress_round: ProgressRound) -> None:
    """The period, the deadline and the assessment are changed until the round is published."""
    check_may_keep_plan(user, progress_round.edition.plan)
    if progress_round.status == ProgressRoundStatus.PUBLISHED:
        raise Refused(_("This round is published and can no longer be changed."))


def check_may_report_on_measures(user: Actor, progress_round: ProgressRound) -> None:
    """Progress is reported while the round is open."""
    check_may_keep_plan(user, progress_round.edition.plan)
    if progress_round.status != ProgressRoundStatus.OPEN:
        raise Refused(_("This round is closed. Reopen it to report progress."))


def check_can_report_on_measure(user: Actor, progress: MeasureProgress) -> None:
    """As `check_may_report_on_measures`, on a measure of the same edition; spending has the currency of its budget."""
    check_may_report_on_measures(user, progress.round)
    check_spending_has_currency(progress.measure, progress)
    if progress.measure.edition_id != progress.round.edition_id:
        raise Refused(_("Report on a measure of this edition."))


def check_spending_has_currency(measure: Measure, progress: MeasureProgress) -> None:
    """What was spent is in the currency of the budget. Refused where the measure has no budget."""
    if progress.spent is not None and not measure.currency:
        raise Refused(
            _("This measure has no budget, so the record has no currency for what was spent. State it in the text.")
        )


def check_may_change_progress(user: Actor, progress: MeasureProgress) -> None:
    """What is reported on a measure is changed while the round is open."""
    check_may_report_on_measures(user, progress.round)


def check_may_close_round(user: Actor, progress_round: ProgressRound) -> None:
    """An open round is closed."""
    check_may_keep_plan(user, progress_round.edition.plan)
    check_move(PROGRESS_ROUND_MOVES, progress_round.status, ProgressRoundStatus.CLOSED)


def check_can_close_round(user: Actor, progress_round: ProgressRound, on: date) -> None:
    """As `check_may_close_round`, on a day that has come and not before the round was opened."""
    check_may_close_round(user, progress_round)
    check_has_come(on)
    if on < progress_round.opened_on:
        raise Refused(
            _("The round was opened on %(opened)s; it cannot have been closed on %(closed)s.")
            % {"opened": localize_day(progress_round.opened_on), "closed": localize_day(on)}
        )


def check_may_reopen_round(user: Actor, progress_round: ProgressRound) -> None:
    """A closed round is reopened while no other one is open."""
    check_may_keep_plan(user, progress_round.edition.plan)
    check_move(PROGRESS_ROUND_MOVES, progress_round.status, ProgressRoundStatus.OPEN)
    _check_no_round_is_open(progress_round.edition)


def check_may_publish_round(user: Actor, progress_round: ProgressRound) -> None:
    """A closed round in which something is reported is published."""
    check_may_keep_plan(user, progress_round.edition.plan)
    check_move(PROGRESS_ROUND_MOVES, progress_round.status, ProgressRoundStatus.PUBLISHED)
    if not progress_round.progress.exists():
        raise Refused(_("Nothing is reported in this round yet."))


def check_can_publish_round(user: Actor, progress_round: ProgressRound, on: date) -> None:
    """As `check_may_publish_round`, on a day that has come and not before the round was closed."""
    check_may_publish_round(user, progress_round)
    check_has_come(on)
    closed = progress_round.closed_on
    if closed is not None and on < closed:
        raise Refused(
            _("The round was closed on %(closed)s; it cannot have been published on %(published)s.")
            % {"closed": localize_day(closed), "published": localize_day(on)}
        )


def _check_no_round_is_open(edition: PlanEdition) -> None:
    number = edition.rounds.filter(status=ProgressRoundStatus.OPEN).values_list("number", flat=True).first()
    if number is not None:
        raise Refused(_("Round %(number)d is still open. Close it first.") % {"number": number})
