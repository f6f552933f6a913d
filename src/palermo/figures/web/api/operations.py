"""The interface for programs: what visitors of the site may read, as JSON.

Everything is asked for as a visitor, whoever is signed in: what the interface gives is public.
"""

from collections.abc import Iterable
from datetime import date
from http import HTTPStatus
from itertools import islice
from typing import Any, cast

from disclosure.errors import DisclosureError
from disclosure.release import Register
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from palermo.accounts.viewer import VISITOR
from palermo.core.letters import address
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.figures.choices import PARAMETERS, Choice
from palermo.figures.dimensions import DIMENSIONS, Dimension
from palermo.figures.exchange.refusals import fault_at, sentences_of, unknown_names
from palermo.figures.exchange.release_data import indicator_data, register_data, release_data
from palermo.figures.exchange.release_files import file_paths
from palermo.figures.exchange.rows import Extract, FigureRow, Part
from palermo.figures.labels import area_codes, area_texts, category_texts, codes_in_order
from palermo.figures.models import Release, ReleaseRegister
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.policies import families_of
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import registers_visible_to, release_series_visible_to, releases_visible_to
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.web.api import schemas
from palermo.figures.web.api.doors import LANGUAGE
from palermo.figures.web.api.parameters import MOST, DayQuery, FigureQuery, ReleaseQuery
from palermo.figures.web.api.problems import ProblemError, problem_response
from palermo.site.listing import date_filter
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import day_shown, treaties_visible_to, treaty_statuses
from palermo.treaties.status import TreatyStatus
from palermo.treaties.web.files import status_data
from palermo.treaties.web.table import in_depositary_order, table_of
from palermo.treaties.web.words import note_on_day

AREA = "state"

api = NinjaAPI(
    title="Palermo: figures on trafficking in persons",
    version="1.0.0",
    description=gettext_lazy(  # type: ignore[arg-type]  # translated when the description is read
        "Published figures with their sources, releases and treaty participation. No key is needed. Texts are given in "
        "six languages; messages, names of sources and notices in the language of the parameter lang, or of the header "
        "Accept-Language."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="data_api_of_ninja",
)


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem_response(error.status, *error.sentences)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(HTTPStatus.SERVICE_UNAVAILABLE, str(error))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(HTTPStatus.NOT_FOUND, str(_("There is nothing at this address.")))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The one parameter that is no text is the length of a page."""
    names = {str(each["loc"][-1]) for each in error.errors}
    expected = _("a whole number from 1 to %(most)d") % {"most": MOST}
    sentences = [fault_at(name, expected, request.GET.get(name, "")) for name in sorted(names)]
    return problem_response(HTTPStatus.BAD_REQUEST, *sentences)


def _get(path: str, name: str, summary: Promise, response: Any) -> Any:
    """An operation with the name of its address, and a summary that is translated when it is read."""
    words = cast(str, summary)
    return api.get(
        path,
        url_name=f"data_api_{name}",
        operation_id=name,
        summary=words,
        description=words,
        response=response,
        by_alias=True,
    )


def _check_names(request: HttpRequest, *known: str) -> None:
    names = (*known, LANGUAGE)
    if unknown := sorted(set(request.GET) - set(names)):
        raise ProblemError(HTTPStatus.BAD_REQUEST, *unknown_names(unknown, names))


@_get("/indicators", "indicators", gettext_lazy("Indicators"), schemas.IndicatorsOut)
def list_indicators(request: HttpRequest) -> dict[str, object]:
    """Indicators that are published."""
    _check_names(request)
    return {"indicators": [indicator_data(each) for each in indicators_visible_to(VISITOR)]}


@_get("/indicators/{slug:identifier}", "indicator", gettext_lazy("One indicator"), schemas.IndicatorOut)
def read_indicator(request: HttpRequest, identifier: str) -> dict[str, object]:
    """One indicator."""
    _check_names(request)
    return indicator_data(_one(indicators_visible_to(VISITOR), identifier))


@_get("/dimensions", "dimensions", gettext_lazy("Dimensions by which figures are broken down"), schemas.DimensionsOut)
def list_dimensions(request: HttpRequest) -> dict[str, object]:
    """Dimensions, that of States and areas first."""
    _check_names(request)
    return {"dimensions": [_area_dimension(), *map(_dimension, DIMENSIONS)]}


@_get("/dimensions/{slug:identifier}", "dimension", gettext_lazy("One dimension with its codes"), schemas.CodesOut)
def read_dimension(request: HttpRequest, identifier: str) -> dict[str, object]:
    """A dimension with its codes."""
    _check_names(request)
    if identifier == AREA:
        codes = [_code(code, None, names) for code, names in area_texts().items()]
        return {**_area_dimension(), "codes": codes}
    dimension = next((each for each in DIMENSIONS if each.key == identifier), None)
    if dimension is None:
        raise Http404
    above = {part: parent for parent, parts in families_of(identifier) for part in parts}
    codes = [_code(code, above.get(code), category_texts(identifier, code)) for code in codes_in_order(identifier)]
    return {**_dimension(dimension), "codes": codes}


def _dimension(dimension: Dimension) -> dict[str, object]:
    return {
        "id": dimension.key,
        "title": str(dimension.title),
        "code_list": dimension.code_list,
        "sdmx_concept": dimension.concept,
    }


def _area_dimension() -> dict[str, object]:
    return {
        "id": AREA,
        "title": str(gettext_lazy("State or area")),
        "code_list": "iso-3166-alpha-3/1",
        "sdmx_concept": "REF_AREA",
    }


def _code(code: str, parent: str | None, names: MultilingualText) -> dict[str, object]:
    return {"code": code, "parent": parent, "names": dict(names)}


@_get("/figures", "figures", gettext_lazy("Published figures"), schemas.FiguresOut)
def list_figures(request: HttpRequest, query: Query[FigureQuery]) -> dict[str, object]:
    """Figures, a page at a time."""
    _check_names(request, *PARAMETERS, "limit", "cursor")
    choice = Choice.from_query(request.GET, area_codes(), _indicators())
    if choice.faults:
        raise ProblemError(HTTPStatus.BAD_REQUEST, *sentences_of(choice))
    extract = Extract.of_choice(choice)
    if choice.release and not extract.parts:
        raise ProblemError(HTTPStatus.NOT_FOUND, str(_("There is no published release with this identifier.")))
    extract.check()
    rows, following = _page(extract, query.cursor, query.limit)
    return {
        "total": extract.count(),
        "releases": [each.slug for each in extract.releases],
        "figures": [row._asdict() for row in rows],
        "next": _next_address(choice, query.limit, following),
    }


def _indicators() -> frozenset[str]:
    """The identifiers of indicators that are published."""
    return frozenset(indicators_visible_to(VISITOR).values_list("slug", flat=True))


def _check_value(name: str, value: str, known: Iterable[str]) -> None:
    """Refuse a value that no list has: it would leave nothing, or everything."""
    if value and value not in (values := sorted({str(each) for each in known})):
        expected = _("one of %(names)s") % {"names": ", ".join(values)}
        raise ProblemError(HTTPStatus.BAD_REQUEST, fault_at(name, expected, value))


def _page(extract: Extract, cursor: str, limit: int) -> tuple[list[FigureRow], str]:
    """The figures from where a page begins, and where the next one does; nothing after the last."""
    parts, after = _begin(extract, cursor)
    found: list[FigureRow] = []
    last = ""
    for part in parts:
        for place, row in islice(part.rows(after), limit + 1 - len(found)):
            if len(found) == limit:
                return found, last
            found.append(row)
            last = f"{part.release.slug}.{place}"
        after = -1
    return found, ""


def _begin(extract: Extract, cursor: str) -> tuple[list[Part], int]:
    parts = list(extract.parts)
    if not cursor:
        return parts, -1
    slug, _point, place = cursor.rpartition(".")
    if not slug or not place.isascii() or not place.isdecimal() or len(place) > 12:
        expected = _("the cursor of the address of a next page")
        raise ProblemError(HTTPStatus.BAD_REQUEST, fault_at("cursor", expected, cursor))
    at = next((at for at, part in enumerate(parts) if part.release.slug == slug), None)
    if at is None:
        sentence = _("The release in which this page began is no longer current. Begin with the first page.")
        raise ProblemError(HTTPStatus.GONE, sentence)
    return parts[at:], int(place)


def _next_address(choice: Choice, limit: int, following: str) -> str:
    if not following:
        return ""
    query = [*choice.to_query(), ("limit", str(limit)), ("cursor", following)]
    return address(f"{reverse('data_api_figures')}?{urlencode(query)}")


@_get("/releases", "releases", gettext_lazy("Releases, including withdrawn ones"), schemas.ReleasesOut)
def list_releases(request: HttpRequest, query: Query[ReleaseQuery]) -> dict[str, object]:
    """Published releases, the last one first."""
    _check_names(request, "register", "population", "indicator", "status")
    found = releases_visible_to(VISITOR)
    _check_value("register", query.of_register, registers_visible_to(VISITOR).values_list("slug", flat=True))
    _check_value("population", query.population, found.values_list("population", flat=True))
    _check_value("indicator", query.indicator, _indicators())
    _check_value("status", query.status, PUBLISHED)
    asked = {"register__slug": query.of_register, "population": query.population, "status": query.status}
    found = found.filter(**{path: value for path, value in asked.items() if value})
    if query.indicator:
        found = found.filter(series__indicator__slug=query.indicator).distinct()
    return {"releases": [release_data(each) for each in found.order_by("-released_on", "-number", "slug")]}


@_get("/releases/{slug:identifier}", "release", gettext_lazy("One release with its content"), schemas.ReleaseDetailOut)
def read_release(request: HttpRequest, identifier: str) -> dict[str, object]:
    """A release with its content and files."""
    _check_names(request)
    release: Release = _one(releases_visible_to(VISITOR), identifier)
    series = release_series_visible_to(VISITOR).filter(release=release).select_related("indicator")
    fields = ("by", "year_from", "year_until", "states", "cells", "suppressed")
    return {
        **release_data(release),
        "series": [
            {"indicator": each.indicator.slug, **{name: getattr(each, name) for name in fields}} for each in series
        ],
        "files": {form: address(path) for form, path in file_paths(release).items()},
    }


@_get("/registers", "registers", gettext_lazy("Registers of releases"), schemas.RegistersOut)
def list_registers(request: HttpRequest) -> dict[str, object]:
    """Registers of releases."""
    _check_names(request)
    return {"registers": [register_data(each) for each in registers_visible_to(VISITOR)]}


@_get("/registers/{slug:identifier}", "register", gettext_lazy("One register with its ledger"), schemas.LedgerOut)
def read_register(request: HttpRequest, identifier: str) -> dict[str, object]:
    """A register with its ledger."""
    _check_names(request)
    register: ReleaseRegister = _one(registers_visible_to(VISITOR), identifier)
    return {**register_data(register), "ledger": _ledger(register)}


def _ledger(register: ReleaseRegister) -> list[dict[str, object]]:
    """What the gate wrote down, withdrawn releases too; nothing where the register has not begun."""
    try:
        listed = Register(register_folder(register)).releases()
    except DisclosureError:
        return []
    return [
        {
            "number": each.number,
            "title": each.title,
            "date": each.date,
            "digest": each.sha256,
            "withdrawn": each.withdrawn,
            "policy": each.policy,
        }
        for each in listed
    ]


@_get("/treaties", "treaties", gettext_lazy("Treaties with the number of their parties"), schemas.TreatiesOut)
def list_treaties(request: HttpRequest, query: Query[DayQuery]) -> dict[str, object]:
    """Treaties as at a day."""
    _check_names(request, "on")
    day = _day(query.on)
    statuses = treaty_statuses()
    treaties = in_depositary_order(treaties_visible_to(VISITOR))
    return {"treaties": [_treaty(each, statuses[each.pk], day) for each in treaties]}


def _treaty(treaty: Treaty, status: TreatyStatus, asked: date) -> dict[str, object]:
    counts, as_at = status.counts(asked), status.day(asked)
    return {
        "id": treaty.slug,
        "name": dict(treaty.name),
        "as_at": as_at,
        "note": note_on_day(as_at, asked),
        "entry_into_force": status.entry_into_force_known_on(asked),
        "has_entry_rule": status.has_entry_rule,
        "signatories": counts.signed if as_at else None,
        "parties": counts.parties if as_at else None,
        "address": address(treaty.get_absolute_url()),
    }


@_get(
    "/treaties/{slug:identifier}",
    "treaty",
    gettext_lazy("Participants of a treaty as at a day"),
    schemas.ParticipationOut,
)
def read_treaty(request: HttpRequest, identifier: str, query: Query[DayQuery]) -> dict[str, object]:
    """The participants of a treaty as at a day."""
    _check_names(request, "on")
    treaty: Treaty = _one(treaties_visible_to(VISITOR).select_related("supplements"), identifier)
    return status_data(table_of(treaty, _day(query.on), {}))


def _day(written: str) -> date:
    asked = date_filter(written)
    if written and asked is None:
        raise ProblemError(HTTPStatus.BAD_REQUEST, fault_at("on", _("a day such as 2008-01-31"), written))
    return day_shown(asked.value if asked else None)


def _one(found: Iterable[Any], slug: str) -> Any:
    each = found.filter(slug=slug).first()  # type: ignore[attr-defined]  # a set of rows
    if each is None:
        raise Http404
    return each
