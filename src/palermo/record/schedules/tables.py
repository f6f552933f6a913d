"""The people of a programme, what each does, and who is proposed for an event, as tables that come back in."""

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.audit.actions import record
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.programme.models import Programme
from palermo.programme.queries.programmes import programmes_visible_to
from palermo.record.file_values import Values
from palermo.record.index import Index
from palermo.record.snapshots import snapshots
from palermo.record.tabular.targets import TARGETS, Key, Target
from palermo.record.tabular.writing import table_file
from palermo.site.access import secretariat_only


@require_safe
@secretariat_only
def programme_table(request: SiteRequest, slug: str, what: str, form: str) -> HttpResponse:
    """One of the two tables; that somebody took it is on the log."""
    programme = get_object_or_404(programmes_visible_to(request.viewer), slug=slug)
    rows = list(_rows(programme, TARGETS[what]))
    with transaction.atomic():
        record("programme.exported", programme, by=request.user, what=what, format=form, rows=len(rows) - 1)
    return table_file(rows, f"{slug}-{what}", form)


def _rows(programme: Programme, target: Target) -> Iterator[list[str]]:
    """The names of the columns, then a row a person or a part; empty columns are left out but for the first."""
    assert target.part
    values = next(snapshots(target.kind, Index(), {programme.slug})).values
    below = list(_below(values, target))
    keys = [key for key in target.keys[1:] if any(_cell(row, key) for _ident, row in below) or key.path == "name.en"]
    yield [target.first, *(key.path for key in keys)]
    for ident, row in below:
        yield [ident, *(_cell(row, key) for key in keys)]


def _below(values: Values, target: Target) -> Iterator[tuple[str, Values]]:
    assert target.part
    if target.above is None:
        yield from ((values["id"], row) for row in values.get(target.part.key, []))
        return
    for item in values.get(target.above.key, []):
        yield from ((f"{values['id']}/{item['slug']}", row) for row in item.get(target.part.key, []))


def _cell(row: Values, key: Key) -> str:
    value = row.get(key.name)
    if key.language:
        value = (value or {}).get(key.language)
    return "" if value is None else str(value)


@require_safe
@secretariat_only
def speakers_table(request: SiteRequest, slug: str, form: str) -> HttpResponse:
    """The people proposed for an event, as the secretariat brings them in at its import of tables."""
    event = get_object_or_404(events_visible_to(request.viewer).select_related("activity"), activity__slug=slug)
    rows = list(_speakers(event))
    with transaction.atomic():
        record("event.speakers_taken", event.activity, by=request.user, format=form, rows=len(rows) - 1)
    return table_file(rows, f"{slug}-speakers", form)


def _speakers(event: Event) -> Iterator[list[str]]:
    target, idents = TARGETS["speakers"], set(event.speakers.values_list("slug", flat=True))
    speakers = sorted(
        (each.values for each in snapshots(target.kind, Index(), idents)), key=lambda values: values["id"]
    )
    keys = [key for key in target.keys[1:] if any(_cell(values, key) for values in speakers) or key.path == "name.en"]
    yield [target.first, *(key.path for key in keys)]
    for values in speakers:
        yield [values["id"], *(_cell(values, key) for key in keys)]
