"""What must be answered for each activity when its mandate ends or is narrowed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Activity, Disposition, Mandate
from palermo.governance.queries.dispositions import unfinished_under
from palermo.governance.states.mandates import Fate, MandateChange


def check_answers(mandate: Mandate, change: MandateChange, answers: Sequence[Disposition], on: date) -> None:
    """Each unfinished activity under the mandate must have exactly one disposition, which its state allows.

    An answer is an unsaved disposition: the activity, what happens to it, the other mandate, the reason.
    """
    answered = [answer.activity.pk for answer in answers]
    unfinished = list(unfinished_under(mandate))
    for activity in unfinished:
        if answered.count(activity.pk) != 1:
            raise Refused(_no_answer(activity))
    known = {activity.pk: activity for activity in unfinished}
    for answer in answers:
        if answer.activity.pk not in known:
            raise Refused(
                _("“%(activity)s” is not an unfinished activity under this mandate. Remove it from the list.")
                % {"activity": plain(answer.activity.title)}
            )
        _check_answer(mandate, change, answer, known[answer.activity.pk], on)
    _check_once_a_day(mandate, unfinished, on)


def _no_answer(activity: Activity) -> str:
    return _(
        "“%(activity)s” is not finished. Choose whether it continues under another mandate, is completed "
        "or is cancelled."
    ) % {"activity": plain(activity.title)}


def _check_answer(mandate: Mandate, change: MandateChange, answer: Disposition, activity: Activity, on: date) -> None:
    words = {"activity": plain(activity.title), "day": localize_day(on)}
    if answer.fate == Fate.GOES_ON and change == MandateChange.ENDED:
        raise Refused(
            _("The mandate has ended, so “%(activity)s” cannot continue under it. Choose another mandate.") % words
        )
    if answer.fate == Fate.CANCELLED and not answer.reason:
        raise Refused(_("Enter the reason for cancelling “%(activity)s”.") % words)
    if activity.came_under_on > on:  # type: ignore[attr-defined]  # by with_came_under
        raise Refused(
            _("“%(activity)s” has been under this mandate since %(since)s, later than %(day)s. Choose a later day.")
            % {**words, "since": localize_day(activity.came_under_on)}  # type: ignore[attr-defined]
        )
    _check_other(mandate, answer, words, on)


def _check_other(mandate: Mandate, answer: Disposition, words: dict[str, str], on: date) -> None:
    if answer.fate != Fate.OTHER_MANDATE:
        if answer.under:
            raise Refused(
                _(
                    "Another mandate is given for “%(activity)s”, but not that the activity continues under "
                    "it. Correct one of the two."
                )
                % words
            )
        return
    if answer.under is None or answer.under.pk == mandate.pk:
        raise Refused(_("Choose the mandate under which “%(activity)s” continues.") % words)
    if not answer.under.is_in_force_on(on):
        raise Refused(
            _(
                "“%(activity)s” cannot continue under “%(mandate)s”, which is not in force on %(day)s. "
                "Choose a mandate in force, or request one from Member States."
            )
            % {**words, "mandate": plain(answer.under.title)}
        )


def _check_once_a_day(mandate: Mandate, activities: Iterable[Activity], on: date) -> None:
    decided = Disposition.objects.filter(mandate=mandate, activity__in=list(activities), decided_on=on)
    if one := decided.select_related("activity").first():
        raise Refused(
            _("The effect on “%(activity)s” was already recorded on %(day)s. Choose a later day.")
            % {"activity": plain(one.activity.title), "day": localize_day(on)}
        )
