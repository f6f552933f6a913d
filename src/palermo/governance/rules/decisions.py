"""Who may do what to a decision."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Decision, Mandate, days_outside
from palermo.governance.numbers import parse_number
from palermo.governance.states.bodies import BodyKind
from palermo.governance.states.decisions import DECISION_MOVES, NEVER_ADOPTED, AmendmentState, DecisionState


def check_may_adopt(user: Actor, decision: Decision) -> None:
    """The secretariat; a draft that has operative paragraphs, and no amendment that still waits for its fate."""
    check_may(user, Permission.ADOPT_DECISION)
    check_move(DECISION_MOVES, decision.state, DecisionState.ADOPTED)
    if not decision.paragraphs.exists():
        raise Refused(_("This decision has no operative paragraphs yet. Add them before recording its adoption."))
    if decision.amendments.filter(state=AmendmentState.PROPOSED).exists():
        raise Refused(
            _("An amendment to this draft is still pending. Record its result before recording the adoption.")
        )


def check_can_adopt(user: Actor, decision: Decision, under: Mandate | None, on: PartialDate) -> None:
    """As `check_may_adopt`, on a day within the session that has come; the Committee's under a mandate in force."""
    check_may_adopt(user, decision)
    if on.first_day > clock.today():
        raise Refused(_("The date of adoption, %(day)s, is in the future.") % {"day": localize_day(on.first_day)})
    if decision.session and (sentence := days_outside(decision.session, on)):
        raise Refused(sentence)
    if decision.body.kind == BodyKind.COMMITTEE and (gap := decision_gap(decision, under, on.value)):
        raise Refused(gap)


def decision_gap(decision: Decision, under: Mandate | None, day: date) -> str | None:
    """The sentence that says which authority a body lacks that acts only under guidance; None if none is missing."""
    body = plain(decision.body.name)
    if under is None:
        return _(
            "No mandate allows %(body)s to take this decision: it acts only under the guidance of Member "
            "States. Record the decision, guidance or endorsement that allows it, record a mandate from "
            "it, and select that mandate here."
        ) % {"body": body}
    if under.is_in_force_on(day):
        return None
    return _(
        "The mandate “%(mandate)s” was not in force on %(day)s. Choose a mandate that was in force on that "
        "day, or request one from Member States."
    ) % {"mandate": plain(under.title), "day": localize_day(day), "body": body}


def check_can_set_aside(user: Actor, decision: Decision) -> None:
    """The secretariat; a draft."""
    check_may(user, Permission.SET_ASIDE_DECISION)
    check_move(DECISION_MOVES, decision.state, DecisionState.NOT_ADOPTED)


def check_may_number(user: Actor, decision: Decision) -> None:
    """The secretariat; an adopted decision that has no number yet. A draft keeps its temporary number."""
    check_may(user, Permission.NUMBER_DECISION)
    if decision.state in NEVER_ADOPTED:
        raise Refused(_("A draft has a temporary number. It is numbered once its adoption has been recorded."))
    if decision.number:
        raise Refused(
            _(
                "This decision already has the number %(number)s. Correct a mistake in the administration; "
                "the previous number is kept in the log."
            )
            % {"number": decision.number}
        )


def check_can_number(user: Actor, decision: Decision, number: str) -> None:
    """As `check_may_number`; a number as bodies write them, which no other decision of the body has."""
    check_may_number(user, decision)
    try:
        parse_number(number)
    except ValidationError as error:
        raise Refused(error.messages[0]) from None
    others = Decision.objects.filter(body=decision.body, kind=decision.kind, number=number)
    if other := others.exclude(pk=decision.pk).first():
        raise Refused(
            _("“%(title)s” already has the number %(number)s. Check the body’s list of decisions.")
            % {"title": plain(other.title), "number": number}
        )


def check_may_supersede(user: Actor, decision: Decision) -> None:
    """The secretariat; a decision that was adopted."""
    check_may(user, Permission.SUPERSEDE_DECISION)
    check_move(DECISION_MOVES, decision.state, DecisionState.SUPERSEDED)


def check_can_supersede(user: Actor, decision: Decision, successor: Decision) -> None:
    """The secretariat; by another, adopted decision."""
    check_may_supersede(user, decision)
    if successor.pk == decision.pk or successor.state != DecisionState.ADOPTED:
        raise Refused(_("A decision can be superseded only by an adopted decision. Choose one."))
