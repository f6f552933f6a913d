"""Who records courses and training sessions, when participants are entered, and who issues certificates."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.events.rules.feedback import check_may_evaluate
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY
from palermo.toolkit.certificates.statements import LONGEST_NAME, normalize_name
from palermo.toolkit.models import Certificate, Course, Tool, TrainingSession
from palermo.toolkit.states.training import TRAINING_MOVES, TrainingStatus

# As many certificates are made within one request.
MOST_CERTIFICATES = 100


def check_may_add_course(user: Actor, tool: Tool) -> None:
    """The secretariat, under a tool that is more than a proposal."""
    check_may(user, Permission.KEEP_COURSES)
    _check_has_text(tool)


def check_may_change_course(user: Actor, course: Course) -> None:
    """The secretariat."""
    check_may(user, Permission.KEEP_COURSES)


def check_may_remove_course(user: Actor, course: Course) -> None:
    """The secretariat, a course that was never given."""
    check_may(user, Permission.KEEP_COURSES)
    if course.sessions.exists():
        raise Refused(_("This course has training sessions and cannot be removed."))


def check_may_add_training(user: Actor, course: Course) -> None:
    """The secretariat, and those who represent a State or an organization."""
    check_may(user, Permission.RECORD_TRAINING)
    _check_has_text(course.tool)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not (viewer.is_secretariat or viewer.state_ids or viewer.organisation_ids):
        raise Refused(_("Only representatives of States and organizations record training sessions."))


def check_can_add_training(user: Actor, session: TrainingSession) -> None:
    """As `check_may_add_training`; others than the secretariat only for their own State or organization."""
    check_may_add_training(user, session.course)
    _check_is_of_own(user, session)


def check_may_run_training(user: Actor, session: TrainingSession) -> None:
    """The secretariat, those who organize the session, and its trainers."""
    check_may(user, Permission.RECORD_TRAINING)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    own = session.state_id in viewer.state_ids or session.organisation_id in viewer.organisation_ids
    if viewer.is_secretariat or own or session.trainers.filter(user_id=user.pk).exists():
        return
    raise Refused(_("Only the organizer, the trainers and the secretariat can change this training session."))


def check_may_change_training(user: Actor, session: TrainingSession) -> None:
    """A session that was not cancelled."""
    check_may_run_training(user, session)
    _check_is_not_cancelled(session)


def check_can_change_training(user: Actor, session: TrainingSession) -> None:
    """As `check_may_change_training`; others than the secretariat keep it with their own State or organization."""
    check_may_change_training(user, session)
    if not isinstance(user, str) and session.trainers.filter(user_id=user.pk).exists():
        return
    _check_is_of_own(user, session)


def check_may_hold_training(user: Actor, session: TrainingSession) -> None:
    """A planned session that has begun."""
    check_may_run_training(user, session)
    check_move(TRAINING_MOVES, session.status, TrainingStatus.HELD)
    if session.starts_on > clock.today():
        raise Refused(_("This session begins on %(day)s.") % {"day": localize_day(session.starts_on)})


def check_may_cancel_training(user: Actor, session: TrainingSession) -> None:
    """A planned session."""
    check_may_run_training(user, session)
    check_move(TRAINING_MOVES, session.status, TrainingStatus.CANCELLED)


def check_can_cancel_training(user: Actor, session: TrainingSession, reason: MultilingualText) -> None:
    """As `check_may_cancel_training`, with the reason."""
    check_may_cancel_training(user, session)
    if not reason:
        raise Refused(_("Enter the reason."))


def check_may_count_learners(user: Actor, session: TrainingSession) -> None:
    """Once a session has begun."""
    check_may_change_training(user, session)
    if session.starts_on > clock.today():
        raise Refused(
            _("This session begins on %(day)s. Participants can be entered from that day.")
            % {"day": localize_day(session.starts_on)}
        )


def check_may_evaluate_training(user: Actor, session: TrainingSession) -> None:
    """The secretariat, once for a session that was not cancelled."""
    check_may_evaluate(user)
    _check_is_not_cancelled(session)
    if session.evaluation_id:
        raise Refused(_("This training session already has a feedback form. Edit that form."))


def check_can_evaluate_training(user: Actor, session: TrainingSession, audience: str) -> None:
    """As `check_may_evaluate_training`, for no more readers than the session has."""
    check_may_evaluate_training(user, session)
    order = list(Audience)
    if order.index(Audience(audience)) < order.index(Audience(session.audience)):
        raise Refused(_("The results cannot have more readers than the training session."))


def check_may_certify(user: Actor, session: TrainingSession) -> None:
    """The secretariat, the organizer and the trainers, for a session that was held and is over."""
    check_may(user, Permission.ISSUE_CERTIFICATE)
    check_may_run_training(user, session)
    if session.status != TrainingStatus.HELD:
        raise Refused(_("Certificates are issued for sessions that were held. Record that this one was held first."))
    if not session.is_over_on(clock.today()) and session.ends_on != clock.today():
        raise Refused(_("This session ends on %(day)s.") % {"day": localize_day(session.ends_on)})


def check_can_certify(user: Actor, session: TrainingSession, names: Sequence[str]) -> None:
    """As `check_may_certify`: names that are no longer than fit on a certificate, each once, not too many."""
    check_may_certify(user, session)
    if not names:
        raise Refused(_("Enter the names, one on each line."))
    if len(names) > MOST_CERTIFICATES:
        raise Refused(
            ngettext(
                "At most %(most)d certificate can be issued at a time; found %(found)d names.",
                "At most %(most)d certificates can be issued at a time; found %(found)d names.",
                MOST_CERTIFICATES,
            )
            % {"most": MOST_CERTIFICATES, "found": len(names)}
        )
    seen: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        if len(name) > LONGEST_NAME:
            raise Refused(
                _("Name %(number)d has %(found)d characters; at most %(most)d fit on a certificate.")
                % {"number": number, "found": len(name), "most": LONGEST_NAME}
            )
        if not normalize_name(name) or not name.isprintable():
            raise Refused(_("Name %(number)d contains characters that cannot be printed.") % {"number": number})
        if (first := seen.setdefault(normalize_name(name), number)) != number:
            raise Refused(
                _("Names %(first)d and %(second)d are the same. Remove one, or add what tells the two persons apart.")
                % {"first": first, "second": number}
            )


def check_may_revoke_certificate(user: Actor, certificate: Certificate) -> None:
    """The secretariat, the organizer and the trainers, once."""
    check_may(user, Permission.ISSUE_CERTIFICATE)
    check_may_run_training(user, certificate.session)
    if certificate.revoked_on:
        raise Refused(_("This certificate was revoked on %(day)s.") % {"day": localize_day(certificate.revoked_on)})


def check_can_revoke_certificate(user: Actor, certificate: Certificate, reason: MultilingualText) -> None:
    """As `check_may_revoke_certificate`, with the reason."""
    check_may_revoke_certificate(user, certificate)
    if not reason:
        raise Refused(_("Enter the reason."))


def _check_is_of_own(user: Actor, session: TrainingSession) -> None:
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    own = session.state_id in viewer.state_ids or session.organisation_id in viewer.organisation_ids
    if not (viewer.is_secretariat or own):
        raise Refused(_("Record training sessions that your own State or organization organizes."))


def _check_is_not_cancelled(session: TrainingSession) -> None:
    if session.status == TrainingStatus.CANCELLED:
        raise Refused(_("This session was cancelled on %(day)s.") % {"day": localize_day(session.cancelled_on)})


def _check_has_text(tool: Tool) -> None:
    if tool.activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This tool is only a proposal. It cannot be used yet."))
