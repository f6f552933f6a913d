"""Who keeps indicators, and what may be done to an edition while it is a draft."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.figures.dimensions import KEYS
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.states.indicators import INDICATOR_MOVES, IndicatorStatus
from palermo.figures.units import UNITS


def check_may_keep_indicators(user: Actor, record: object = None) -> None:
    """The secretariat keeps indicators."""
    check_may(user, Permission.KEEP_INDICATORS)


def check_may_begin_indicator_edition(user: Actor, indicator: Indicator) -> None:
    """A new edition is begun while no other one is a draft."""
    check_may_keep_indicators(user)
    draft = indicator.editions.filter(status=IndicatorStatus.DRAFT).values_list("number", flat=True).first()
    if draft is not None:
        raise Refused(_("Edition %(number)d is still a draft. Publish or discard it first.") % {"number": draft})


def check_may_change_indicator_edition(user: Actor, edition: IndicatorEdition) -> None:
    """An edition is changed or discarded while it is a draft."""
    check_may_keep_indicators(user)
    if edition.status != IndicatorStatus.DRAFT:
        raise Refused(_("This edition is published and does not change. Begin a new edition."))


def check_can_change_indicator_edition(user: Actor, edition: IndicatorEdition, values: Mapping[str, object]) -> None:
    """As `check_may_change_indicator_edition`, with a counting unit and dimensions that there are."""
    check_may_change_indicator_edition(user, edition)
    unit, dimensions = values.get("unit", edition.unit), values.get("dimensions", edition.dimensions)
    if unit not in UNITS:
        raise Refused(_("There is no counting unit “%(unit)s”. Choose one from the list.") % {"unit": unit})
    if not isinstance(dimensions, list) or not set(dimensions) <= set(KEYS):
        raise Refused(_("Choose dimensions from the list."))


def check_may_publish_indicator_edition(user: Actor, edition: IndicatorEdition) -> None:
    """A draft is published that says what it changes, unless it is the first."""
    check_may_change_indicator_edition(user, edition)
    check_move(INDICATOR_MOVES, edition.status, IndicatorStatus.PUBLISHED)
    if edition.number > 1 and not edition.changes:
        raise Refused(_("Enter what changes since the previous edition."))


def check_may_discard_indicator_edition(user: Actor, edition: IndicatorEdition) -> None:
    """A draft is discarded that no release names."""
    check_may_change_indicator_edition(user, edition)
    if edition.releases.exists():
        raise Refused(_("A release names this edition, so it cannot be discarded."))
