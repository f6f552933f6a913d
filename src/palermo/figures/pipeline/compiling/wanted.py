"""What a release is about: indicators of one counting unit, years and breakdowns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.figures.dimensions import breakdown_of
from palermo.figures.models import Release


@dataclass(frozen=True)
class Wanted:
    """Which figures a release has; without breakdowns all of them."""

    indicators: frozenset[str]
    unit: str
    year_from: int | None = None
    year_until: int | None = None
    breakdowns: frozenset[str] = frozenset()

    @classmethod
    def of(cls, release: Release) -> Self:
        """What a release wants. Refused if it has no indicator, or indicators that count different things."""
        editions = list(release.indicators.select_related("indicator"))
        units = sorted({each.unit for each in editions})
        if not units:
            raise Refused(_("Choose at least one indicator."))
        if len(units) > 1:
            raise Refused(
                _("A release counts in one unit, found %(units)s. Make a release of each.")
                % {"units": ", ".join(units)}
            )
        slugs = frozenset(each.indicator.slug for each in editions)
        return cls(slugs, units[0], release.year_from, release.year_until, frozenset(release.breakdowns))

    def has_indicator(self, slug: str) -> bool:
        """Whether it has figures of an indicator."""
        return slug in self.indicators

    def has_year(self, year: int) -> bool:
        """Whether it has figures of a year."""
        return (self.year_from or 0) <= year <= (self.year_until or 9999)

    def has_codes(self, codes: Mapping[str, str]) -> bool:
        """Whether it has figures of the breakdown of some codes."""
        return not self.breakdowns or breakdown_of(dict(codes)) in self.breakdowns
