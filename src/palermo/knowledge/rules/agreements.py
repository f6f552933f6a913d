"""Who keeps sources and agreements, and under which agreement data may be accepted on a day."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.knowledge.models import Agreement, Source
from palermo.knowledge.states.sources import AGREEMENT_MOVES, AgreementStatus, Purpose


def check_in_force(agreement: Agreement, on: date, purpose: Purpose | None = None) -> None:
    """Data are accepted only under an agreement that is in force on that day and, if one is named, for that purpose."""
    name = agreement.display_name()
    if agreement.status == AgreementStatus.DRAFT or agreement.starts_on is None:
        raise Refused(_("The agreement “%(name)s” is not signed. Sign it first.") % {"name": name})
    if agreement.starts_on > on:
        raise Refused(
            _("The agreement “%(name)s” is in force only from %(day)s.")
            % {"name": name, "day": localize_day(agreement.starts_on)}
        )
    last = agreement.last_day
    if last is not None and last < on:
        raise Refused(
            _("The agreement “%(name)s” was in force until %(day)s. Choose another one, or conclude a new one.")
            % {"name": name, "day": localize_day(last)}
        )
    if purpose is not None and purpose not in agreement.purposes:
        raise Refused(
            _("The agreement “%(name)s” does not cover this purpose: %(purpose)s.")
            % {"name": name, "purpose": str(purpose.label).lower()}
        )


def check_may_keep_sources(user: Actor, source: Source | None) -> None:
    """The secretariat keeps sources and their agreements."""
    check_may(user, Permission.KEEP_SOURCES)


def check_may_change_agreement(user: Actor, agreement: Agreement) -> None:
    """The secretariat changes an agreement that was not ended early."""
    check_may(user, Permission.KEEP_SOURCES)
    if agreement.status == AgreementStatus.ENDED:
        raise Refused(_("This agreement ended on %(day)s.") % {"day": localize_day(agreement.ended_on)})


def check_may_sign_agreement(user: Actor, agreement: Agreement) -> None:
    """The secretariat records that a draft was signed."""
    check_may(user, Permission.KEEP_SOURCES)
    check_move(AGREEMENT_MOVES, agreement.status, AgreementStatus.SIGNED)


def check_can_sign_agreement(user: Actor, agreement: Agreement, *, signed_on: date) -> None:
    """As `check_may_sign_agreement`, of an agreement with purposes, signed not later than today."""
    check_may_sign_agreement(user, agreement)
    if signed_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day on which the agreement was signed.")
            % {"day": localize_day(signed_on)}
        )
    if not agreement.purposes:
        raise Refused(_("Enter the purposes for which the data may be used before you record the signature."))


def check_may_end_agreement(user: Actor, agreement: Agreement) -> None:
    """The secretariat records that a signed agreement ended before its term."""
    check_may(user, Permission.KEEP_SOURCES)
    check_move(AGREEMENT_MOVES, agreement.status, AgreementStatus.ENDED)


def check_can_end_agreement(user: Actor, agreement: Agreement, *, ended_on: date, reason: MultilingualText) -> None:
    """As `check_may_end_agreement`, with a reason and on a day on which it was in force."""
    check_may_end_agreement(user, agreement)
    if not reason:
        raise Refused(_("Enter the reason."))
    if ended_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day on which the agreement ended.") % {"day": localize_day(ended_on)}
        )
    check_in_force(agreement, ended_on)


def check_agreement_is_coherent(agreement: Agreement) -> None:
    """Known purposes, an end after the beginning, and data that are not deleted before the agreement is in force."""
    if unknown := [each for each in agreement.purposes if each not in Purpose.values]:
        raise Refused(_("%(purpose)s is not a purpose. Choose from the list.") % {"purpose": unknown[0]})
    if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
        raise Refused(_("An agreement must not end before it is in force. Check the two dates."))
    if agreement.starts_on and agreement.keep_until and agreement.keep_until < agreement.starts_on:
        raise Refused(_("The data would have to be deleted before the agreement is in force. Check the two dates."))
