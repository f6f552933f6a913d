"""Who may move the deadline of an endorsement, record or announce its result, or withdraw it."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.instants import localize_instant
from palermo.governance.models import Endorsement
from palermo.governance.queries.endorsements import standing_of, versions_of
from palermo.governance.states.endorsements import ENDORSEMENT_MOVES, EndorsementState, ProcedureKind


def check_may_extend(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat, before the deadline."""
    check_may(user, Permission.EXTEND_DEADLINE)
    standing = standing_of(endorsement, clock.now())
    if standing.deadline is None:
        raise Refused(_("This text has no deadline to extend."))
    if not standing.is_open or clock.now() >= standing.deadline:
        raise Refused(
            _("The deadline was %(deadline)s and the result is known. To ask again, submit a new version.")
            % {"deadline": localize_instant(standing.deadline, endorsement.procedure.time_zone)}
        )


def check_can_extend(endorsement: Endorsement, closes_at: datetime) -> None:
    """Only to a later instant."""
    deadline = standing_of(endorsement, clock.now()).deadline
    if deadline is None or closes_at <= deadline:
        zone = endorsement.procedure.time_zone
        raise Refused(
            _("An extension must be later than the present deadline, %(deadline)s.")
            % {"deadline": localize_instant(deadline, zone) if deadline else ""}
        )


def check_may_close_endorsement(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat; an endorsement that is open, and that no deadline decides."""
    check_may(user, Permission.CLOSE_ENDORSEMENT)
    check_has_no_result(endorsement)
    _check_decided_by_recording(endorsement)


def check_can_close_endorsement(user: Actor, endorsement: Endorsement, state: EndorsementState, day: date) -> None:
    """The secretariat records a result, on a day after the text was submitted to Member States."""
    check_may(user, Permission.CLOSE_ENDORSEMENT)
    check_move(ENDORSEMENT_MOVES, endorsement.state, state)
    _check_decided_by_recording(endorsement)
    _check_not_before_submission(endorsement, day)


def check_can_settle(user: Actor, endorsement: Endorsement) -> None:
    """For those who may record a result, once it is decided. Refused if it is open, or if its result is on record."""
    check_may(user, Permission.CLOSE_ENDORSEMENT)
    check_has_no_result(endorsement)
    standing = standing_of(endorsement, clock.now())
    if standing.is_open and standing.deadline and endorsement.procedure.kind != ProcedureKind.MEETING:
        raise Refused(
            _("This text is open until %(deadline)s. Its result will be known then.")
            % {"deadline": localize_instant(standing.deadline, endorsement.procedure.time_zone)}
        )
    if standing.is_open:
        raise Refused(_("No deadline applies to this text. Record the result when Member States have decided."))


def check_may_withdraw_endorsement(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat, as long as Member States have not approved the text."""
    check_may(user, Permission.CLOSE_ENDORSEMENT)
    check_move(ENDORSEMENT_MOVES, standing_of(endorsement, clock.now()).state, EndorsementState.WITHDRAWN)


def check_can_withdraw_endorsement(user: Actor, endorsement: Endorsement, day: date) -> None:
    """Not on a day before it was submitted to Member States."""
    check_may_withdraw_endorsement(user, endorsement)
    _check_not_before_submission(endorsement, day)


def check_can_announce(user: Actor, endorsement: Endorsement) -> None:
    """The secretariat, once, when there is a result of a text that was submitted on the site."""
    check_may(user, Permission.ANNOUNCE_RESULT)
    if endorsement.announced_on:
        raise Refused(
            _("The result was already announced on %(day)s.") % {"day": localize_day(endorsement.announced_on)}
        )
    if standing_of(endorsement, clock.now()).is_open:
        raise Refused(_("This text is still open; there is no result to announce."))
    if not versions_of(endorsement):
        raise Refused(_("Only the result is on record; Member States did not reply here, and nothing is announced."))


def check_has_no_result(endorsement: Endorsement) -> None:
    """No result is on record."""
    if endorsement.state != EndorsementState.OPEN:
        raise Refused(
            _("This endorsement was already closed on %(day)s.") % {"day": localize_day(endorsement.result_on)}
        )


def _check_decided_by_recording(endorsement: Endorsement) -> None:
    if endorsement.procedure.kind == ProcedureKind.MEETING:
        return
    if any(version.closes_at for version in versions_of(endorsement)):
        raise Refused(
            _("The replies of Member States by the deadline decide on this text; a result cannot be entered.")
        )


def _check_not_before_submission(endorsement: Endorsement, day: date) -> None:
    if day < endorsement.put_on:
        raise Refused(
            _("The text was submitted to Member States on %(put)s; a result on %(day)s is not possible.")
            % {"put": localize_day(endorsement.put_on), "day": localize_day(day)}
        )
