"""Treaties: the list, the status of one as at a day, the comparison of all, and what is missing."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import READS, Role
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, LANGUAGES
from palermo.core.letters import address
from palermo.core.refusals import Refused
from palermo.site.access import secretariat_only
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS, file_of
from palermo.site.listing import PER_PAGE, date_filter, filter_value, search_words
from palermo.site.unknown_choices import note_what_is_not_followed
from palermo.treaties.gaps import gaps_of
from palermo.treaties.models import Statement, Treaty
from palermo.treaties.models.participants import name_on
from palermo.treaties.provisions import describe_provision, split_provisions
from palermo.treaties.queries.participation import (
    day_shown,
    published_treaties,
    statements_on,
    treaties_visible_to,
    treaty_statuses,
)
from palermo.treaties.rules.treaties import check_may_draft_notes
from palermo.treaties.states.participation import ABOUT_ANOTHER, StatementKind
from palermo.treaties.status import Counts, Participant, TreatyStatus
from palermo.treaties.web import files
from palermo.treaties.web.charts import charts_of_treaty
from palermo.treaties.web.comparison import ComparedState, Comparison
from palermo.treaties.web.files import comparison_file, gap_file
from palermo.treaties.web.gap_list import GapList
from palermo.treaties.web.letters import note_on_gaps, pack_notes
from palermo.treaties.web.record_files import TABLES, record_file
from palermo.treaties.web.table import (
    TreatyTable,
    filters_from,
    group_choices,
    in_depositary_order,
    order_of,
    table_of,
)
from palermo.treaties.web.words import note_on_future

# What the address of a note says of an outdated status once the reader has confirmed it.
CONFIRMED = "confirmed"
# A note to a State rests on what its delegates may read.
DELEGATE = Viewer(audiences=READS[Role.DELEGATE])


class TreatyLine(NamedTuple):
    """A treaty in the list: as at which day its counts are (None without a list), and from when it is in force."""

    treaty: Treaty
    as_at: date | None
    counts: Counts
    entry_into_force: date | None
    has_entry_rule: bool


def _asked_day(request: SiteRequest) -> date:
    """The day asked for, of a month or a year its last, none to come; today when none, or nonsense, is written.

    As at which day the status is shown then, the table of a treaty says.
    """
    return day_shown(_day_in_address(request))


def _day_in_address(request: SiteRequest) -> date:
    """The day asked for, also one to come; today when none is."""
    asked = date_filter(request.GET.get("on", ""))
    return (asked.value if asked else None) or clock.today()


def _of_day(request: SiteRequest, table: TreatyTable) -> dict[str, object]:
    """What the pages of a treaty say of the day as at which its status is shown."""
    return {
        "day": table.day,
        "as_at": table.as_at,
        "is_latest": table.as_at == table.status.day(clock.today()),
        "note": table.note or note_on_future(_day_in_address(request)),
    }


def _search(request: SiteRequest, *kept: str) -> dict[str, object]:
    """The words searched for, and the filters that a new search keeps."""
    return {
        "find": search_words(request),
        "kept": [(name, value) for name in kept if (value := request.GET.get(name, ""))],
    }


@login_not_required
def treaty_list(request: SiteRequest) -> HttpResponse:
    """The treaties on record, with the numbers of signatories and parties as at a day."""
    asked, statuses = _asked_day(request), treaty_statuses()
    lines = [_line(each, statuses[each.pk], asked) for each in in_depositary_order(published_treaties(request.viewer))]
    days = {line.as_at for line in lines if line.as_at}
    day = max(days, default=asked)
    catalogue = treaties_visible_to(request.viewer).exclude(audience=Audience.PUBLIC).order_by("pk")
    context = {
        "lines": lines,
        "day": day,
        "as_at": day if len(days) == 1 else None,
        "is_latest": asked == clock.today(),
        "note": note_on_future(_day_in_address(request)),
        "catalogue": Paginator(catalogue, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "treaties/list.html", context)


def _line(treaty: Treaty, status: TreatyStatus, asked: date) -> TreatyLine:
    entry = status.entry_into_force_known_on(asked)
    return TreatyLine(treaty, status.day(asked), status.counts(asked), entry, status.has_entry_rule)


@login_not_required
def treaty_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """The status of one treaty as at a day: counts, map, timeline, the table, and what was stated on it."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    filters = filters_from(request.GET)
    note_what_is_not_followed(request, ["status", "sort"], filters)
    table = table_of(treaty, _asked_day(request), filters)
    day = table.day
    page = Paginator(table.rows, PER_PAGE).get_page(request.GET.get("page"))
    labels = [str(label) for label, _name in COLUMNS[1:]]
    context = {
        "treaty": treaty,
        **_of_day(request, table),
        "counts": table.status.counts(day),
        "entry_into_force": table.status.entry_into_force_known_on(day),
        "has_entry_rule": table.status.has_entry_rule,
        "groups": table.groups(),
        "group_choices": group_choices(table.regional_groups),
        "positions": table.positions(),
        **_search(request, "status", "group", "sort"),
        "page": page,
        "rows": [(row, list(zip(labels, row.cells, strict=True))) for row in page],
        "all_rows": len(table.all_rows),
        "filters": filters,
        "heads": _heads(request, filters),
        "statements": [_statement(each) for each in statements_on(day, treaty) if each.kind not in ABOUT_ANOTHER],
        "formats": files.FORMATS,
        "record_files": [(what, table.label) for what, table in TABLES.items()],
        "query": request.GET.urlencode(),
        "address": address(request.path),
    }
    return render_with_charts(request, "treaties/detail.html", context, charts_of_treaty(table))


class _Head(NamedTuple):
    """The head of a column; one by which the table can be sorted has an address, and the order in which it stands."""

    label: str | Promise
    address: str
    order: str


COLUMNS: tuple[tuple[str | Promise, str], ...] = (
    (pgettext_lazy("treaty", "Participant"), "name"),
    (gettext_lazy("Signed"), "signed"),
    (gettext_lazy("Deposited"), "deposited"),
    (pgettext_lazy("treaty", "Instrument"), ""),
    (gettext_lazy("In force from"), "effect"),
    (gettext_lazy("Status"), ""),
)


def _heads(request: SiteRequest, filters: Mapping[str, str]) -> list[_Head]:
    return [_Head(label, _sort_address(request, name), order_of(filters, name)) for label, name in COLUMNS]


def _sort_address(request: SiteRequest, name: str) -> str:
    """The page in the order of a column; where it is in that order, the other way round."""
    if not name:
        return ""
    query = request.GET.copy()
    query.pop("page", None)
    is_here = query.get("sort", "name") == name
    query["sort"] = f"-{name}" if is_here else name
    return f"?{query.urlencode()}#status"


class StatementLine(NamedTuple):
    """A statement with who made it, what it concerns, and what others said of it."""

    statement: Statement
    name: object
    provisions: list[str]
    responses: list[tuple[Statement, object]]
    is_withdrawn: bool


def _statement(statement: Statement) -> StatementLine:
    from_now = [(each, _name(each)) for each in statement.responses.all()]
    return StatementLine(
        statement,
        _name(statement),
        [describe_provision(each) for each in split_provisions(statement.provision)],
        from_now,
        any(each.kind == StatementKind.WITHDRAWAL for each, _who in from_now),
    )


def _name(statement: Statement) -> object:
    return name_on(statement.participant, statement.made_on)


@login_not_required
def treaty_file(request: SiteRequest, slug: str, form: str) -> HttpResponseBase:
    """The table of a treaty as its page shows it, as a file."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer), slug=slug)
    filters = filters_from(request.GET)
    note_what_is_not_followed(request, ["status", "sort"], filters)
    return files.table_file(table_of(treaty, _asked_day(request), filters), form)


@login_not_required
def treaty_record_file(request: SiteRequest, slug: str, what: str, form: str) -> HttpResponseBase:
    """What the reader may see of a kind of record of a treaty, as a file."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer), slug=slug)
    return record_file(treaty, what, _asked_day(request), request.GET, form, request.viewer)


@login_not_required
def treaty_comparison(request: SiteRequest) -> HttpResponse:
    """Every Member State and what it signed and joined of all treaties, as at a day."""
    comparison, rows = _comparison(request)
    context = {
        "treaties": list(zip(comparison.treaties, comparison.days, strict=True)),
        "rows": rows,
        "citation": comparison.citation,
        "day": comparison.day,
        "as_at": comparison.common_day,
        "is_latest": comparison.asked == clock.today(),
        "note": note_on_future(_day_in_address(request)),
        **_search(request, "group"),
        "group": filter_value(request, "group", comparison.groups),
        "groups": group_choices(comparison.groups.values()),
        "formats": files.FORMATS,
        "query": request.GET.urlencode(),
        "address": address(request.path),
    }
    return render(request, "treaties/comparison.html", context)


@login_not_required
def treaty_comparison_file(request: SiteRequest, form: str) -> HttpResponseBase:
    """The comparison as its page shows it, as a file."""
    comparison, rows = _comparison(request)
    return comparison_file(comparison, rows, form)


def _comparison(request: SiteRequest) -> tuple[Comparison, list[ComparedState]]:
    comparison = Comparison(in_depositary_order(published_treaties(request.viewer)), _asked_day(request))
    group = filter_value(request, "group", comparison.groups)
    return comparison, comparison.rows(search_words(request), group)


@login_not_required
def treaty_gaps(request: SiteRequest, slug: str) -> HttpResponse:
    """What is missing so that the treaty binds every Member State and is in its law."""
    found = _gap_list(request, slug)
    context = {
        "treaty": found.treaty,
        **_of_day(request, found.table),
        "warning": found.warning,
        "page": Paginator(found.lines, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": [(each.value, each.label) for each, _number in found.numbers],
        "numbers": found.numbers,
        "kind": found.kind,
        "provisions": [(each, describe_provision(each)) for each in found.provisions],
        "provision": found.provision,
        **_search(request, "kind", "provision", "group"),
        "group_choices": group_choices(found.table.regional_groups),
        "filters": found.table.filters,
        "writes_notes": request.viewer.is_secretariat,
        "forms": FORMS,
        "formats": files.FORMATS,
        "languages": LANGUAGES,
        "query": request.GET.urlencode(),
        "address": address(request.path),
    }
    return render(request, "treaties/gaps.html", context)


@login_not_required
def treaty_gaps_file(request: SiteRequest, slug: str, form: str) -> HttpResponseBase:
    """The gaps that the page shows, as a file."""
    return gap_file(_gap_list(request, slug), form)


def _gap_list(request: SiteRequest, slug: str) -> GapList:
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    found = GapList(treaty, _asked_day(request), request.GET, request.viewer)
    note_what_is_not_followed(request, ("kind", "provision"), {"kind": found.kind, "provision": found.provision})
    return found


def _confirmation(request: SiteRequest, treaty: Treaty, day: date | None) -> HttpResponse | None:
    """A page that asks for the confirmation without which no note is drafted from an outdated status; else None."""
    try:
        check_may_draft_notes(request.user, treaty, day, is_confirmed=request.GET.get(CONFIRMED) == "yes")
    except Refused as refusal:
        query = [(name, value) for name, value in request.GET.items() if name != CONFIRMED]
        context = {
            "treaty": treaty,
            "refusal": refusal,
            "name": CONFIRMED,
            "kept": query,
            "can_confirm": day is not None,
        }
        # A question where it can be confirmed; else there is nothing to draft a note from.
        status = HTTPStatus.CONFLICT if day is None else HTTPStatus.OK
        return render(request, "treaties/confirm_notes.html", context, status=status)
    return None


@require_safe
@secretariat_only
def gap_note(request: SiteRequest, slug: str, state: str, language: str, form: str) -> HttpResponse:
    """A draft note verbale to the mission of a State on what is missing, as far as Member States may read it."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer), slug=slug)
    of_state = get_object_or_404(State.objects.prefetch_related("former_names"), slug=state)
    key, status = Participant(of_state.pk), treaty_statuses([treaty])[treaty.pk]
    day = status.day(_asked_day(request))
    if refused := _confirmation(request, treaty, day):
        return refused
    assert day is not None  # or no note may be drafted
    with override(BY_CODE[language].django_code):
        gaps = gaps_of(treaty, status, [key], day, DELEGATE).get(key)
        if not gaps:
            raise Http404
        content = file_of(note_on_gaps(treaty, of_state, gaps, day), form)
    return _attachment(content, FORMS[form], f"{treaty.slug}-{state}-{language}.{form}")


@require_safe
@secretariat_only
def gap_notes(request: SiteRequest, slug: str, language: str) -> HttpResponse:
    """The draft notes verbales to all States that the filters leave, on the gaps chosen, with an index."""
    treaty = get_object_or_404(treaties_visible_to(request.viewer).select_related("supplements"), slug=slug)
    day = treaty_statuses([treaty])[treaty.pk].day(_asked_day(request))
    if refused := _confirmation(request, treaty, day):
        return refused
    assert day is not None  # or no note may be drafted
    with override(BY_CODE[language].django_code):
        found = GapList(treaty, day, request.GET, DELEGATE)
        if not found.lines:
            raise Http404
        content = pack_notes(found)
    name = "-".join(filter(None, (treaty.slug, found.kind.replace("_", "-"), found.day.isoformat(), language)))
    return _attachment(content, "application/zip", f"{name}.zip")


def _attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
