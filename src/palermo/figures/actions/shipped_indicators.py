"""Loading the indicators that come with Palermo."""

from dataclasses import dataclass

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit import versions
from palermo.audit.actions import AuditEntry, record_all
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.rules.indicators import check_may_keep_indicators
from palermo.figures.shipped_indicators import ShippedEdition, ShippedIndicator, shipped_indicators
from palermo.figures.states.indicators import IndicatorStatus


@dataclass(frozen=True)
class IndicatorReport:
    """How many indicators and editions were added, and how many editions were there."""

    indicators: int = 0
    editions: int = 0
    known: int = 0


@transaction.atomic
def load_shipped_indicators(*, by: Actor) -> IndicatorReport:
    """Publish the indicators that are shipped and not on record yet; what is there stays as it is.

    Refused if an edition with the same number is on record with other content; nothing is kept then.
    """
    check_may_keep_indicators(by)
    shipped = shipped_indicators()
    known = {(each.indicator.slug, each.number): each for each in IndicatorEdition.objects.select_related("indicator")}
    pairs = [(one, each) for one in shipped for each in one.editions]
    _check_same([(one, each, known.get((one.slug, each.number))) for one, each in pairs])
    there = {each.slug: each for each in Indicator.objects.all()}
    added = Indicator.objects.bulk_create(
        Indicator(slug=one.slug, position=one.position, basis=one.basis, measure=one.measure)
        for one in shipped
        if one.slug not in there
    )
    versions.keep_rows(added)
    there |= {each.slug: each for each in added}
    today = clock.today()
    rows = IndicatorEdition.objects.bulk_create(
        IndicatorEdition(
            indicator=there[one.slug],
            number=each.number,
            status=IndicatorStatus.PUBLISHED,
            published_on=today,
            **each.fields,
        )
        for one, each in pairs
        if (one.slug, each.number) not in known
    )
    versions.keep_rows(rows)
    if rows:
        entries = [AuditEntry("indicator_edition.loaded", each.indicator, {"edition": each.number}) for each in rows]
        record_all(entries, by=by)
    return IndicatorReport(len(added), len(rows), len(pairs) - len(rows))


def _check_same(found: list[tuple[ShippedIndicator, ShippedEdition, IndicatorEdition | None]]) -> None:
    faults = []
    for one, each, row in found:
        if row is None:
            continue
        name = f"{one.slug}/{each.number}"
        if row.status == IndicatorStatus.DRAFT:
            faults.append(f"{name}: expected nothing or the published content, found a draft. Discard the draft.")
            continue
        changed = [field for field, value in each.fields.items() if getattr(row, field) != value]
        if changed:
            faults.append(
                f"{name}: expected the content that is shipped, found another: {', '.join(changed)}. "
                "What is published does not change; a correction is a new edition."
            )
    if faults:
        raise Refused("\n".join(faults))
