"""The rows of every file and of the interface for programs: published figures, each with where it comes from.

Whatever writes figures takes them from here, so that a cell is the same on every channel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from palermo.accounts.viewer import VISITOR
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.figures.choices import Choice
from palermo.figures.cubes import Selection, count_cube, walk_cube
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.places import cube_path
from palermo.figures.policies import HIDDEN, NOT_APPLICABLE, NOT_RECORDED
from palermo.figures.queries.releases import figure_origins_visible_to, releases_visible_to
from palermo.figures.reading import current_series
from palermo.figures.states.releases import PUBLISHED
from palermo.site.charts.values import ValueKind


class Origin(NamedTuple):
    """Where a figure comes from, in words; what is not known is empty."""

    unit: str = ""
    origin: int | None = None
    source: str = ""
    agency: str = ""
    article: str = ""
    dataset: str = ""
    national_return: str = ""


class FigureRow(NamedTuple):
    """A published figure as every channel has it; `sign` is what tables show in place of a number."""

    release: str
    status: str
    indicator: str
    by: str
    state: str
    year: int
    sex: str
    age: str
    form: str
    citizenship: str
    repatriation: str
    kind: str
    value: int | None
    low: int | None
    high: int | None
    sign: str
    unit: str
    origin: int | None
    source: str
    agency: str
    article: str
    dataset: str
    national_return: str
    notice: str


COLUMNS = FigureRow._fields


@dataclass(frozen=True)
class Part:
    """What a release contributes to an extract."""

    release: Release
    selection: Selection

    @cached_property
    def origins(self) -> dict[int, Origin]:
        """Its origins by number."""
        found = figure_origins_visible_to(VISITOR).filter(release=self.release)
        read = found.select_related("source", "dataset_edition__dataset", "of_return", "article")
        return {each.number: _origin(each) for each in read}

    def rows(self, after: int = -1) -> Iterator[tuple[int, FigureRow]]:
        """Its figures behind a place of its cube, each with its own place."""
        begins = (self.release.slug, self.release.status)
        notice, none = withdrawal_notice(self.release), Origin()
        origins = self.origins
        for place, *key, kind, value, low, high, number in walk_cube(
            cube_path(self.release), self.selection, after=after
        ):
            sign = sign_of(kind, low, high)
            values = (*begins, *key, kind, value, low, high, sign, *origins.get(number, none), notice)
            yield place, FigureRow._make(values)

    def count(self) -> int:
        """How many figures it has."""
        return count_cube(cube_path(self.release), self.selection)


@dataclass(frozen=True)
class Extract:
    """The figures that a choice names; of what the current releases have, each series comes from one release."""

    choice: Choice
    parts: tuple[Part, ...]

    @classmethod
    def of_choice(cls, choice: Choice) -> Self:
        """What a visitor may read of it: nothing where there is no such release, or none with such figures.

        Without a release, each indicator and breakdown comes from the current release made last that has it.
        """
        if choice.release:
            named = releases_visible_to(VISITOR).filter(slug=choice.release)
            return cls(choice, tuple(Part(release, choice.selection()) for release in named))
        return cls(choice, tuple(_current_parts(choice)))

    @classmethod
    def of_release(cls, release: Release) -> Self:
        """Everything that a published release has."""
        if release.status not in PUBLISHED:
            raise ValueError(f"{release.slug} is not published.")
        return cls(Choice(release=release.slug), (Part(release, Selection()),))

    @property
    def releases(self) -> list[Release]:
        """The releases that it draws on, in the order of the rows."""
        return [part.release for part in self.parts]

    def rows(self) -> Iterator[FigureRow]:
        """All figures, in the order of releases, indicators, breakdowns, States, years and categories."""
        for part in self.parts:
            for _place, row in part.rows():
                yield row

    def count(self) -> int:
        """How many figures there are."""
        return sum(part.count() for part in self.parts)

    def load_origins(self) -> Self:
        """Read from the database what the rows need, so that they can be sent when the request is over."""
        for part in self.parts:
            _ = part.origins
        return self


def _current_parts(choice: Choice) -> Iterator[Part]:
    seen: set[tuple[str, str]] = set()
    own: dict[int, list[tuple[str, str]]] = {}
    releases: dict[int, Release] = {}
    for each in current_series(choice.indicator, choice.by):
        pair = (each.indicator.slug, each.by)
        releases[each.release_id] = each.release
        if pair not in seen:
            seen.add(pair)
            own.setdefault(each.release_id, []).append(pair)
    for number, pairs in own.items():
        yield Part(releases[number], replace(choice.selection(), series=tuple(pairs)))


def sign_of(kind: str, low: int | None, high: int | None) -> str:
    """What stands in a table in place of a number; empty for a number.

    A figure that is small itself shows its limits, one that is hidden to protect others an asterisk.
    """
    if kind == ValueKind.NOT_RECORDED:
        return NOT_RECORDED
    if kind == ValueKind.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if kind != ValueKind.SUPPRESSED:
        return ""
    return f"<{high + 1}" if low == 1 and high is not None else HIDDEN


def withdrawal_notice(release: Release) -> str:
    """What every figure of a withdrawn release says, in the reader's language; empty for any other release."""
    if not release.is_withdrawn or release.withdrawn_on is None:
        return ""
    day = format_day(PartialDate(release.withdrawn_on), active_language().code)
    return _("Withdrawn on %(date)s: %(reason)s") % {"date": day, "reason": plain(release.reason)}


def _origin(kept: FigureOrigin) -> Origin:
    edition, article = kept.dataset_edition, kept.article
    return Origin(
        kept.unit,
        kept.number,
        kept.source.display_name() if kept.source else kept.source_text,
        kept.agency,
        _joined([plain(article.title), article.citation] if article else [kept.article_text]),
        f"{edition.dataset.slug}/{edition.number}" if edition else "",
        kept.of_return.slug if kept.of_return else "",
    )


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(filter(None, parts))
