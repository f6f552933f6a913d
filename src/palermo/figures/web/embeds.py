"""A chart of the data explorer for the pages of others: what it shows, from which release, and what is to be said."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import VISITOR
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.letters import address
from palermo.core.refusals import Refused
from palermo.core.speech.dates import format_day
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.figures.exchange.citations import page_of
from palermo.figures.exchange.rows import Part, withdrawal_notice
from palermo.figures.labels import state_names
from palermo.figures.models import Release, ReleaseSeries
from palermo.figures.published_figures import current_series
from palermo.figures.queries.releases import release_series_visible_to
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.web.explorer.address import explore
from palermo.figures.web.explorer.charts import Shown, chart_of
from palermo.figures.web.explorer.exploration import TABLE, VIEWS, Exploration
from palermo.figures.web.explorer.offered import offered_of
from palermo.site.charts.chart import Chart

# The forms of charts that can be embedded.
FORMS = tuple(view for view in VIEWS if view != TABLE)
# Of the sources of a release, as many as are named.
MOST_SOURCES = 3
LANGUAGE = "lang"


@dataclass(frozen=True)
class Embed:
    """A chart of one release in one form."""

    found: Exploration
    form: str

    @cached_property
    def shown(self) -> Shown:
        """The chart with what has to be said of it."""
        return chart_of(self.found)

    @property
    def chart(self) -> Chart:
        """The chart itself."""
        return cast(Chart, self.shown.chart)

    @property
    def release(self) -> Release:
        """The release that the figures are from."""
        return self.found.release

    @property
    def notice(self) -> str:
        """That the release was withdrawn, when and why."""
        return withdrawal_notice(self.release)

    @property
    def stamp(self) -> str:
        """The word across the chart of a withdrawn release."""
        return pgettext("release", "Withdrawn") if self.notice else ""

    @cached_property
    def sentences(self) -> list[str]:
        """What stands below the chart: what it must not be taken for, where it comes from, from when it is."""
        return [*filter(None, (self.notice, self.invented, self.refusal, self.caveat)), self.source]

    @property
    def invented(self) -> str:
        """That the figures are invented, where they are."""
        return _("These figures are invented. Do not cite them.") if self.release.is_invented else ""

    @property
    def refusal(self) -> str:
        """Why no line is drawn, where none is."""
        refused = _("No trend is drawn: not the same States reported in each year.")
        return refused if self.shown.is_refused else ""

    @property
    def caveat(self) -> str:
        """The limits of comparability, by the definition of the indicator."""
        edition = self.found.edition
        return plain(edition.comparability) if edition else ""

    @property
    def source(self) -> str:
        """Release, day and sources in one sentence."""
        day = self.release.released_on
        values = {
            "release": self.release.display_name(),
            "number": self.release.number,
            "date": format_day(PartialDate(day), active_language().code) if day else "",
            "sources": self.sources,
        }
        if self.sources:
            return _("Source: %(release)s, release %(number)s, %(date)s; data of %(sources)s.") % values
        return _("Source: %(release)s, release %(number)s, %(date)s.") % values

    @cached_property
    def sources(self) -> str:
        """Who gave the figures of the release, the first few."""
        part = Part(self.release, self.found.selection)
        names = sorted({each.source for each in part.origins.values() if each.source})
        if len(names) > MOST_SOURCES:
            names = [*names[:MOST_SOURCES], pgettext("sources of data", "others")]
        return format_list(names, active_language().code) if names else ""

    @property
    def release_address(self) -> str:
        """The page of the release, as others link to it."""
        return page_of(self.release)

    @cached_property
    def explorer_address(self) -> str:
        """The choice in the data explorer; nothing where the release is no longer current."""
        if not is_current(self.release, self.found.indicator.slug):
            return ""
        return address(f"{reverse('data_explorer')}?{self.found.query(view=self.form)}")

    @property
    def page_address(self) -> str:
        """The embedded page, with release and language."""
        return _address("embed_chart", self.form, self.query)

    @property
    def drawing_address(self) -> str:
        """The chart as a drawing."""
        return _address("embed_chart_svg", self.form, self.query)

    @property
    def query(self) -> str:
        """The choice with its release, the year where the form shows one, and the language."""
        found = self.found
        year = str(found.year) if found.shows_one_year else ""
        own = {"sum": "1" if found.is_summed else "", "year": year, LANGUAGE: active_language().code}
        return urlencode(
            [*found.choice_of_release.to_query(), *((name, value) for name, value in own.items() if value)]
        )


def _address(name: str, form: str, query: str) -> str:
    return address(f"{reverse(name, args=[form])}?{query}")


def is_current(release: Release, indicator: str) -> bool:
    """Whether the data explorer shows figures of an indicator from this release."""
    return any(each.release_id == release.pk for each in current_series(indicator))


def embed_of(query: QueryDict, form: str) -> Embed | None:
    """The chart that an address asks for; None where there are no such figures, or they do not fit the form.

    Refused if the address has a value that is in no list.
    """
    asked = query.copy()
    asked["view"] = form
    found = explore(asked, offered_of(_series_of(query.get("release", ""))), state_names())
    if found and found.errors:
        raise Refused(" ".join(chain.from_iterable(found.errors.values())))
    return Embed(found, form) if found and found.view == form else None


def embed_shown(found: Exploration) -> Embed | None:
    """What the data explorer shows, for the pages of others; None for a table."""
    return Embed(found, found.view) if found.view in FORMS and found.years else None


def _series_of(release: str) -> list[ReleaseSeries]:
    """What a release has, current or not; without one, what the current releases have."""
    if not release:
        return current_series()
    named = release_series_visible_to(VISITOR).filter(release__slug=release, release__status__in=PUBLISHED)
    joined = named.select_related("indicator", "release__register")
    return list(joined.order_by("indicator__position", "indicator__slug", "by"))
