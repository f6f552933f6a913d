"""Who may do what to guidance and to corrections of the notes of it."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Correction, Guidance, Meeting
from palermo.governance.queries.delegations import delegations_of
from palermo.governance.rules.meetings import check_has_begun, check_is_with_member_states, instant_here
from palermo.governance.states.guidance import CORRECTION_MOVES, AnswerKind, CorrectionState


def check_may_record_guidance(user: Actor, meeting: Meeting) -> None:
    """The secretariat; guidance given at a meeting that has begun."""
    check_may(user, Permission.RECORD_GUIDANCE)
    check_has_begun(meeting)
    check_is_with_member_states(meeting)


def check_may_answer_guidance(user: Actor, guidance: Guidance) -> None:
    """The secretariat; once."""
    check_may(user, Permission.ANSWER_GUIDANCE)
    if guidance.answer_kind:
        raise Refused(_("This guidance was already answered on %(day)s.") % {"day": localize_day(guidance.answered_on)})


def check_can_answer_guidance(user: Actor, guidance: Guidance, kind: AnswerKind, answer: MultilingualText) -> None:
    """The secretariat, in words; no action only with its reason, and not where a mandate was made."""
    check_may_answer_guidance(user, guidance)
    if kind == AnswerKind.NO_ACTION and not answer:
        raise Refused(_("Enter the reason why no action is taken, for Member States."))
    if not answer:
        raise Refused(_("Enter the text of the reply."))
    if kind == AnswerKind.NO_ACTION and guidance.mandates.exists():
        raise Refused(
            _(
                "A mandate was recorded from this guidance, so action is being taken. Record a reply, or end "
                "the mandate."
            )
        )


def check_may_correct_notes(user: Actor, guidance: Guidance) -> None:
    """A delegate, while the notes of the meeting are open: until, and not at, the instant that was set."""
    check_may(user, Permission.CORRECT_NOTES)
    until = guidance.meeting and guidance.meeting.corrections_until
    if not until:
        raise Refused(_("These notes are not open for correction. Contact the secretariat."))
    if clock.now() >= until:
        raise Refused(
            _("These notes were open for correction until %(instant)s. Contact the secretariat.")
            % {"instant": instant_here(until, guidance.meeting)}
        )


def check_can_correct_notes(user: Actor, guidance: Guidance, state: State) -> None:
    """A delegate, for a State whose delegation they belong to."""
    check_may_correct_notes(user, guidance)
    _check_delegation(user, state)


def check_may_withdraw_correction(user: Actor, correction: Correction) -> None:
    """A delegate of the State that made it, before it is decided."""
    check_may(user, Permission.CORRECT_NOTES)
    _check_delegation(user, correction.state_by)
    check_move(CORRECTION_MOVES, correction.state, CorrectionState.WITHDRAWN)


def check_may_decide_correction(user: Actor, correction: Correction, to: CorrectionState) -> None:
    """The secretariat, once."""
    check_may(user, Permission.DECIDE_CORRECTION)
    check_move(CORRECTION_MOVES, correction.state, to)


def check_can_decide_correction(
    user: Actor, correction: Correction, to: CorrectionState, answer: MultilingualText
) -> None:
    """The secretariat; a correction is declined with an answer only."""
    check_may_decide_correction(user, correction, to)
    if to == CorrectionState.DECLINED and not answer:
        raise Refused(_("Enter the reason for declining the correction, for the delegation."))


def _check_delegation(user: Actor, state: State) -> None:
    if isinstance(user, str) or delegations_of(viewer_of(user)).filter(pk=state.pk).exists():
        return
    raise Refused(
        _("You do not represent %(state)s. Corrections are made by the delegation of the State itself.")
        % {"state": plain(state.name_today)}
    )
