"""Who takes something over into the register, who changes an entry, who reports progress and who reviews it."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import FollowUp, ProgressReport
from palermo.governance.models.follow_ups import FollowUpSource
from palermo.governance.queries.follow_ups import bodies_of, of_own_partner
from palermo.governance.states.follow_ups import (
    FOLLOW_UP_MOVES,
    PROGRESS_MOVES,
    FollowUpOrigin,
    FollowUpState,
    ProgressState,
)

# All of them as those responsible.
MEMBER_STATES = MultilingualText(
    {
        "ar": "الدول الأعضاء",
        "zh": "会员国",
        "en": "Member States",
        "fr": "États Membres",
        "ru": "Государства-члены",
        "es": "Estados Miembros",
    }
)


def check_may_take_over(user: Actor, origin: FollowUpSource) -> None:
    """The secretariat takes a recommendation or an action point over, once."""
    check_may(user, Permission.TAKE_OVER)
    if origin.follow_up is not None:
        raise Refused(
            _("This has been in the follow-up register since %(day)s. Edit that entry.")
            % {"day": localize_day(origin.follow_up.taken_over_on)}
        )


def check_can_take_over(user: Actor, origin: FollowUpSource, day: date) -> None:
    """As `check_may_take_over`, on a day that has come."""
    check_may_take_over(user, origin)
    _check_has_come(day)


def check_may_take_over_all(user: Actor, origins: Iterable[FollowUpSource]) -> None:
    """The secretariat takes over what is not in the register yet, if there is any."""
    check_may(user, Permission.TAKE_OVER)
    if all(origin.follow_up_id is not None for origin in origins):
        raise Refused(_("All recommendations listed here are already in the follow-up register."))


def check_may_change_follow_up(user: Actor, entry: FollowUp) -> None:
    """The secretariat keeps the register."""
    check_may(user, Permission.CHANGE_FOLLOW_UP)


def check_can_change_due(user: Actor, entry: FollowUp) -> None:
    """The secretariat, of what is not settled."""
    check_may_change_follow_up(user, entry)
    if entry.is_settled:
        raise Refused(
            _("This was closed on %(day)s. Reopen it before setting another date.")
            % {"day": localize_day(entry.state_on)}
        )


def check_can_move_follow_up(user: Actor, entry: FollowUp, wanted: FollowUpState, day: date) -> None:
    """The secretariat, along the table of moves, on a day that has come and not before the state it is in."""
    check_may_change_follow_up(user, entry)
    check_move(FOLLOW_UP_MOVES, entry.state, wanted)
    _check_day(entry, day)


def is_responsible(viewer: Viewer, entry: FollowUp) -> bool:
    """Whether the viewer acts for the State, organization, body or partner responsible, or for one of all States."""
    return (
        (entry.is_for_each_state and bool(viewer.state_ids))
        or entry.responsible_state_id in viewer.state_ids
        or entry.responsible_organisation_id in viewer.organisation_ids
        or (entry.responsible_body_id is not None and entry.responsible_body_id in bodies_of(viewer))
        or (
            entry.origin == FollowUpOrigin.COMMITMENT
            and FollowUp.objects.filter(of_own_partner(viewer), pk=entry.pk).exists()
        )
    )


def check_may_report_progress(user: Actor, entry: FollowUp) -> None:
    """Those responsible and the secretariat, on what is not settled."""
    check_may(user, Permission.REPORT_PROGRESS)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        if not viewer.is_secretariat and not is_responsible(viewer, entry):
            raise Refused(_not_responsible_message(entry))
    if entry.is_settled:
        raise Refused(
            _("This was closed on %(day)s. Ask the secretariat to reopen it before reporting progress.")
            % {"day": localize_day(entry.state_on)}
        )


def _not_responsible_message(entry: FollowUp) -> str:
    responsible = responsible_name(entry)
    if not responsible:
        return _(
            "No one is named as responsible for this yet, so only the secretariat can report progress. Ask "
            "it to name the party responsible."
        )
    return _(
        "Progress can be reported by those responsible, %(responsible)s, and by the secretariat. Please "
        "contact one of them."
    ) % {"responsible": plain(responsible)}


def responsible_name(entry: FollowUp) -> MultilingualText:
    """The name of the State, the organization, the body or the States responsible; empty where nobody is named."""
    if entry.is_for_each_state:
        return MEMBER_STATES
    if entry.responsible_state:
        return entry.responsible_state.short_name_on(clock.today())
    one = entry.responsible_organisation or entry.responsible_body
    if one:
        return one.name
    if entry.origin == FollowUpOrigin.COMMITMENT:
        # A partner or a group may be no organization of the record: the commitment names it.
        return getattr(entry.origin_record, "maker_name", MultilingualText())
    return MultilingualText()


def check_can_report_progress(user: Actor, entry: FollowUp, claims: FollowUpState, day: date) -> None:
    """Those responsible and the secretariat; a state that the entry has or can go to; a day that has come."""
    check_may_report_progress(user, entry)
    if claims != entry.state:
        check_move(FOLLOW_UP_MOVES, entry.state, claims)
    _check_has_come(day)


def check_may_review_progress(user: Actor, progress: ProgressReport) -> None:
    """The secretariat, once."""
    check_may(user, Permission.REVIEW_PROGRESS)
    if progress.state != ProgressState.REPORTED:
        raise Refused(_("This report was already reviewed on %(day)s.") % {"day": localize_day(progress.reviewed_on)})


def check_can_accept_progress(user: Actor, progress: ProgressReport, entry: FollowUp, day: date) -> None:
    """The secretariat; the entry can still take the state that the report claims."""
    check_may(user, Permission.REVIEW_PROGRESS)
    check_move(PROGRESS_MOVES, progress.state, ProgressState.ACCEPTED)
    if progress.claims != entry.state:
        check_move(FOLLOW_UP_MOVES, entry.state, FollowUpState(progress.claims))
        _check_day(entry, day)
    _check_reviewed_after(progress, day)


def check_can_query_progress(user: Actor, progress: ProgressReport, question: MultilingualText, day: date) -> None:
    """The secretariat, with a question."""
    check_may(user, Permission.REVIEW_PROGRESS)
    check_move(PROGRESS_MOVES, progress.state, ProgressState.QUERIED)
    if not question:
        raise Refused(_("Enter a question for those responsible."))
    _check_reviewed_after(progress, day)


def _check_reviewed_after(progress: ProgressReport, day: date) -> None:
    _check_has_come(day)
    if day < progress.made_on:
        raise Refused(
            _("The report was made on %(made)s; it cannot have been reviewed on %(day)s.")
            % {"made": localize_day(progress.made_on), "day": localize_day(day)}
        )


def _check_day(entry: FollowUp, day: date) -> None:
    _check_has_come(day)
    since = entry.state_on or entry.taken_over_on
    if day < since:
        raise Refused(
            _("The current status dates from %(since)s; it cannot have changed on %(day)s.")
            % {"since": localize_day(since), "day": localize_day(day)}
        )


def _check_has_come(day: date) -> None:
    if day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(day)})
