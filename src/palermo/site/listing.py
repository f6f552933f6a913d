"""What every list page does: filter by what the address says, and show one page of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from palermo.core.dates import PartialDate
from palermo.core.written_dates import read_date
from palermo.site.unknown_choices import note_unknown_choice

PER_PAGE = 50
# What has a date comes first, the earliest at the top; databases do not agree on where an empty date goes.
DUE_FIRST = F("due_on").asc(nulls_last=True)
TARGET_FIRST = F("target_on").asc(nulls_last=True)
STARTS_FIRST = F("starts_on").asc(nulls_last=True)
STARTED_LATEST_FIRST = F("starts_on").desc(nulls_last=True)


def page_of(request: HttpRequest, records: QuerySet, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; nonsense gives the first or the last."""
    return Paginator(records, per_page).get_page(request.GET.get("page"))


def page_read(request: HttpRequest, records: QuerySet, rows: QuerySet, per_page: int = PER_PAGE) -> Page:
    """The page of what is found, read from `rows`.

    Only the numbers are asked for first: an index answers, and of fifty thousand rows only those of one page are read.
    """
    page = page_of(request, records.values_list("pk", flat=True), per_page)
    numbers = list(page.object_list)
    read = rows.in_bulk(numbers)
    page.object_list = [read[number] for number in numbers if number in read]
    return page


def of_own_kind(records: QuerySet, kind: str) -> QuerySet:
    """Those of one kind of event or tool, asked of each row by itself.

    As a plain condition it makes the database begin with all rows of the kind, and leave the index that has the order.
    """
    return records.filter(Exists(records.model._default_manager.filter(pk=OuterRef("pk"), kind=kind)))


def filter_value(request: HttpRequest, name: str, possible: Iterable[object]) -> str:
    """A filter from the address: one of the possible values, or nothing; of any other the page shows an error."""
    value = request.GET.get(name, "").strip()
    if not value or value in {str(item) for item in possible}:
        return value
    note_unknown_choice(request, name, value)
    return ""


def orders_of(columns: Iterable[str]) -> list[str]:
    """The values of `?sort=`: each column by which a table can be sorted, and the other way round."""
    return [order for column in columns for order in (column, f"-{column}")]


def date_filter(written: str) -> PartialDate | None:
    """The date that a filter asks for, typed as dates are everywhere; None for nothing and for nonsense."""
    try:
        asked = read_date(written)
    except ValueError:
        return None
    # At the ends of the calendar there is no midnight on every clock.
    return asked if 1900 <= asked.value.year < 3000 else None


def choices_in[Label](records: QuerySet, field: str, choices: Iterable[tuple[str, Label]]) -> list[tuple[str, Label]]:
    """Those choices of a filter that some record has; none where all records have the same: nothing is to be chosen."""
    values = set(records.order_by().values_list(field, flat=True).distinct())
    found = [(value, label) for value, label in choices if value in values]
    return found if len(found) > 1 else []


@dataclass(frozen=True)
class Facets:
    """The values of a list's filters that occur together, so that each filter offers only what the others leave.

    `found` has, in the order of `names`, each combination of values that some record has.
    """

    names: tuple[str, ...]
    found: frozenset[tuple[object, ...]]

    def values(self, name: str, chosen: Mapping[str, str]) -> set[str]:
        """The values of a filter among the records that the other filters leave; empty for those that have none."""
        place = self.names.index(name)
        others = [(at, chosen[each]) for at, each in enumerate(self.names) if each != name and chosen.get(each)]
        rows = (row for row in self.found if all(str(row[at]) == value for at, value in others))
        return {"" if row[place] is None else str(row[place]) for row in rows}

    def choices[Label](
        self, name: str, choices: Iterable[tuple[str, Label]], chosen: Mapping[str, str]
    ) -> list[tuple[str, Label]]:
        """The choices of a filter that leave something; none where each would leave everything."""
        values = self.values(name, chosen)
        found = [(value, label) for value, label in choices if value in values]
        return found if len(values) > 1 or chosen.get(name) else []

    def years(self, name: str, chosen: Mapping[str, str]) -> list[str]:
        """The years of a filter that leave something, latest first."""
        values = self.values(name, chosen)
        return sorted(values - {""}, reverse=True) if len(values) > 1 or chosen.get(name) else []


def facets_of(records: QuerySet, **fields: str | Combinable) -> Facets:
    """The facets of a list by one query; each filter by the field, or the expression, that it goes by."""
    named = {f"facet_{name}": F(field) if isinstance(field, str) else field for name, field in fields.items()}
    rows = records.order_by().annotate(**named).values_list(*named).distinct()
    return Facets(tuple(fields), frozenset(rows))


def search_words(request: HttpRequest) -> str:
    """The words that a reader looks for in this list."""
    return request.GET.get("find", "").strip()[:100]


def years_of(records: QuerySet, field: str) -> list[int]:
    """The years in which there are records, latest first."""
    return [day.year for day in records.order_by().dates(field, "year", order="DESC")]
