"""Rules that refuse: those that any slice may need, and a rule as a yes or no for templates and buttons."""

from collections.abc import Callable, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from palermo.core.refusals import Refused


def can(check: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """Whether `check(*args, **kwargs)` returns instead of raising Refused."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def check_has_reason(reason: object) -> None:
    """An act that needs a reason, in any language, has one. Refused without one."""
    if not reason:
        raise Refused(_("Enter the reason."))


def check_move[State: TextChoices](moves: Mapping[State, frozenset[State]], now: str, wanted: State) -> None:
    """Refuse a change of state that the table of moves does not have."""
    if wanted in moves[type(wanted)(now)]:
        return
    raise Refused(_illegal_move(moves, type(wanted)(now), wanted))


def _illegal_move[State: TextChoices](moves: Mapping[State, frozenset[State]], now: State, wanted: State) -> str:
    possible = sorted(str(state.label) for state in moves[now])
    if not possible:
        return _("The status “%(now)s” is final and cannot become “%(wanted)s”.") % {
            "now": str(now.label).lower(),
            "wanted": str(wanted.label).lower(),
        }
    return _("The status “%(now)s” can become %(possible)s, not %(wanted)s.") % {
        "now": str(now.label).lower(),
        "possible": ", ".join(possible).lower(),
        "wanted": str(wanted.label).lower(),
    }
