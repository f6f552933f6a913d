"""Who may do what to a mandate."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import Disposition, Endorsement, Guidance, Mandate, OperativeParagraph
from palermo.governance.queries.dispositions import first_use_of, last_use_of, unfinished_under
from palermo.governance.queries.endorsements import is_approved, result_day, standing_of
from palermo.governance.rules.dispositions import check_answers
from palermo.governance.states.decisions import DecisionState
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.states.mandates import ENDED, MANDATE_MOVES, MandateChange, MandateState

Source = OperativeParagraph | Guidance | Endorsement


def day_of_source(source: Source) -> date | None:
    """The day from which a source can give a mandate; None while it can give none."""
    if isinstance(source, OperativeParagraph):
        return source.decision.adopted_on
    if isinstance(source, Guidance):
        return source.given_on
    return source.result_on or result_day(standing_of(source, clock.now()), source.procedure)


def check_may_make_mandate(user: Actor, source: Source) -> None:
    """The secretariat; from an adopted decision, guidance, or an approved endorsement."""
    check_may(user, Permission.MAKE_MANDATE)
    if isinstance(source, OperativeParagraph) and source.decision.state != DecisionState.ADOPTED:
        raise Refused(
            _("Mandates can be recorded from adopted decisions only; the status of this one is “%(state)s”.")
            % {"state": str(DecisionState(source.decision.state).label).lower()}
        )
    if isinstance(source, Endorsement) and not is_approved(source):
        raise Refused(
            _("Mandates can be recorded from approved endorsements only; the status of this one is “%(state)s”.")
            % {"state": str(EndorsementState(standing_of(source, clock.now()).state).label).lower()}
        )


def check_can_make_mandate(user: Actor, mandate: Mandate) -> None:
    """As `check_may_make_mandate`; in force not before its source, and not due before it is in force."""
    sources = [each for each in (mandate.paragraph, mandate.guidance, mandate.endorsement) if each]
    if len(sources) != 1:
        raise Refused(
            _("A mandate has exactly one source: an operative paragraph, guidance or an endorsement. Choose one.")
        )
    check_may_make_mandate(user, sources[0])
    _check_days(mandate, sources[0])


def check_can_change_mandate(user: Actor, mandate: Mandate, stored: Mandate) -> None:
    """An editor's correction must not change authority; requirements on others change by narrowing only."""
    check_may(user, Permission.CHANGE_RECORD)
    source = mandate.paragraph or mandate.guidance or mandate.endorsement
    if source:
        _check_days(mandate, source)
    first = first_use_of(stored)
    if first and mandate.in_force_from > first:
        raise Refused(
            _("An action was taken under this mandate on %(first)s; it cannot enter into force as late as %(day)s.")
            % {"first": localize_day(first), "day": localize_day(mandate.in_force_from)}
        )
    is_changed = _is_text_changed(mandate.text, stored.text) or _is_text_changed(mandate.conditions, stored.conditions)
    if is_changed and unfinished_under(stored).exists():
        raise Refused(
            _(
                "Activities under this mandate are not finished. To change its text or conditions, narrow "
                "the mandate: you then decide on each activity."
            )
        )


def _is_text_changed(words: MultilingualText, stored: MultilingualText) -> bool:
    """Whether a text changed: a translation that it lacked is no change of what it says."""
    return any(words.get(code) != each for code, each in stored.items()) or (bool(words) and not stored)


def _check_days(mandate: Mandate, source: Source) -> None:
    since = day_of_source(source)
    days = {"day": localize_day(mandate.in_force_from), "source": localize_day(since)}
    if since and mandate.in_force_from < since:
        raise Refused(_("The source is dated %(source)s; the mandate cannot be in force from %(day)s.") % days)
    if mandate.due_on and mandate.due_on < mandate.in_force_from:
        raise Refused(
            _("The mandate would be due on %(due)s, before it is in force on %(day)s. Check the two dates.")
            % {**days, "due": localize_day(mandate.due_on)}
        )


def check_may_end_mandate(user: Actor, mandate: Mandate) -> None:
    """The secretariat; a mandate that has not ended yet."""
    check_may(user, Permission.END_MANDATE)
    _check_has_not_ended(mandate)


def check_can_end_mandate(
    user: Actor,
    mandate: Mandate,
    state: MandateState,
    on: date,
    *,
    successor: Mandate | None = None,
    answers: Sequence[Disposition] = (),
) -> None:
    """The secretariat; after the last day on which anything relied on it; with an answer for each open activity."""
    check_may(user, Permission.END_MANDATE)
    check_move(MANDATE_MOVES, mandate.state, state)
    _check_day(mandate, on)
    _check_successor(mandate, state, successor, on)
    check_answers(mandate, MandateChange.ENDED, answers, on)
    if (last := last_use_of(mandate)) and on <= last:
        raise Refused(
            _("An action was taken under this mandate on %(last)s; it cannot have ended on %(day)s. Enter a later day.")
            % {"last": localize_day(last), "day": localize_day(on)}
        )


def check_may_narrow_mandate(user: Actor, mandate: Mandate) -> None:
    """The secretariat; a mandate that has not ended yet."""
    check_may(user, Permission.NARROW_MANDATE)
    _check_has_not_ended(mandate)


def check_can_narrow_mandate(
    user: Actor,
    mandate: Mandate,
    *,
    text: MultilingualText,
    conditions: MultilingualText,
    on: date,
    answers: Sequence[Disposition] = (),
) -> None:
    """The secretariat; to another text or other conditions; with an answer for each open activity."""
    check_may_narrow_mandate(user, mandate)
    _check_day(mandate, on)
    if (text, conditions) == (mandate.text, mandate.conditions):
        raise Refused(_("Text and conditions are unchanged. Enter what remains of the mandate, or its new conditions."))
    check_answers(mandate, MandateChange.NARROWED, answers, on)


def _check_has_not_ended(mandate: Mandate) -> None:
    if mandate.state in ENDED:
        raise Refused(_("This mandate already ended on %(day)s.") % {"day": localize_day(mandate.ended_on)})


def _check_day(mandate: Mandate, on: date) -> None:
    if on < mandate.in_force_from:
        raise Refused(
            _("This mandate is in force from %(from)s; it cannot be closed or amended on %(day)s.")
            % {"from": localize_day(mandate.in_force_from), "day": localize_day(on)}
        )
    if on > clock.today():
        raise Refused(_("The date, %(day)s, is in the future.") % {"day": localize_day(on)})


def _check_successor(mandate: Mandate, state: MandateState, successor: Mandate | None, on: date) -> None:
    if state != MandateState.SUPERSEDED:
        if successor:
            raise Refused(_("Only a superseded mandate has a successor. Remove it, or choose “Superseded”."))
        return
    if successor is None or successor.pk == mandate.pk:
        raise Refused(_("Choose the mandate that replaces this one."))
    if not successor.is_in_force_on(on):
        raise Refused(
            _("“%(mandate)s” is not in force on %(day)s and cannot replace this mandate. Choose another.")
            % {"mandate": plain(successor.title), "day": localize_day(on)}
        )
