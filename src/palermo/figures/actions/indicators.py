"""What is done to indicators: their editions are written as drafts and then published."""

from collections.abc import Mapping

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.rules import indicators as rules
from palermo.figures.states.indicators import IndicatorStatus

# What a new edition takes over from the one before.
CONTENT = ("title", "definition", "unit", "dimensions", "method", "comparability", "articles", "sdg", "sdmx")


@transaction.atomic
def begin_indicator_edition(indicator: Indicator, *, by: Actor) -> IndicatorEdition:
    """Begin an edition as a copy of the last one; it is a draft."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    rules.check_may_begin_indicator_edition(by, indicator)
    last = indicator.editions.latest("number")
    edition = IndicatorEdition(
        indicator=indicator, number=last.number + 1, **{name: getattr(last, name) for name in CONTENT}
    )
    insert_row(edition)
    record("indicator_edition.begun", indicator, by=by, edition=edition.number)
    return edition


@transaction.atomic
def change_indicator_edition(edition: IndicatorEdition, *, values: Mapping[str, object], by: Actor) -> IndicatorEdition:
    """Edit a draft; `values` are fields of the model."""
    edition = lock_row(edition, "indicator")
    rules.check_can_change_indicator_edition(by, edition, values)
    set_values(edition, values)
    save_row(edition)
    record("indicator_edition.changed", edition.indicator, by=by, edition=edition.number)
    return edition


@transaction.atomic
def publish_indicator_edition(edition: IndicatorEdition, *, by: Actor) -> IndicatorEdition:
    """Publish a draft: from now on the database refuses to change it."""
    edition = lock_row(edition, "indicator")
    rules.check_may_publish_indicator_edition(by, edition)
    edition.status, edition.published_on = IndicatorStatus.PUBLISHED, clock.today()
    save_row(edition)
    record("indicator_edition.published", edition.indicator, by=by, edition=edition.number)
    return edition


@transaction.atomic
def discard_indicator_edition(edition: IndicatorEdition, *, by: Actor) -> Indicator:
    """Delete a draft; its number is given to the next one."""
    edition = lock_row(edition, "indicator")
    rules.check_may_discard_indicator_edition(by, edition)
    indicator, number = edition.indicator, edition.number
    edition.delete()
    record("indicator_edition.discarded", indicator, by=by, edition=number)
    return indicator
