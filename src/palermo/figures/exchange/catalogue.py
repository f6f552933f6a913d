"""The catalogue of published figures in the terms of DCAT 3, as JSON-LD that needs no other file to be understood."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import BY_CODE, LANGUAGES
from palermo.core.letters import address
from palermo.core.text import MultilingualText
from palermo.figures.exchange.changes import earlier_releases
from palermo.figures.exchange.citations import owner, page_of
from palermo.figures.exchange.dictionary import in_all_languages
from palermo.figures.exchange.formats import FORMATS
from palermo.figures.exchange.licences import data_licence
from palermo.figures.exchange.release_files import file_paths
from palermo.figures.exchange.rows import withdrawal_notice
from palermo.figures.models import FigureOrigin, Indicator, Release, ReleaseRegister, ReleaseSeries
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import (
    current_releases,
    figure_origins_visible_to,
    registers_visible_to,
    release_series_visible_to,
    releases_visible_to,
)

type Node = dict[str, Any]

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "adms": "http://www.w3.org/ns/adms#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_STATUS = "http://publications.europa.eu/resource/authority/dataset-status/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"


def catalogue() -> Node:
    """Published releases, and indicators of which there are figures, with their files; addresses in English."""
    with translation.override("en"):
        return _catalogue()


def _catalogue() -> Node:
    releases = list(releases_visible_to(VISITOR).order_by("-released_on", "-number", "slug"))
    series = _by_release(release_series_visible_to(VISITOR).select_related("indicator"))
    origins = _by_release(figure_origins_visible_to(VISITOR).select_related("source"))
    current = {each.pk for each in current_releases()}
    shown = {each.indicator_id for pk in current for each in series.get(pk, [])}
    indicators = [each for each in indicators_visible_to(VISITOR) if each.pk in shown]
    registers = list(registers_visible_to(VISITOR))
    return {
        "@context": CONTEXT,
        "@id": address(reverse("data_catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _texts(in_all_languages(_("Figures on trafficking in persons"))),
        "dct:publisher": _publisher(),
        "dct:license": _resource(data_licence().address),
        "dct:language": [language.tag for language in LANGUAGES],
        "foaf:homepage": _resource(address(reverse("data_overview"))),
        "dcat:service": [_service()],
        "dcat:dataset": [
            *map(_register, registers),
            *(_release(each, series.get(each.pk, []), origins.get(each.pk, [])) for each in releases),
            *map(_indicator, indicators),
        ],
    }


def _by_release(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.release_id, []).append(row)
    return found


def _publisher() -> Node:
    return {"@type": "foaf:Organization", "foaf:name": owner()}


def _resource(iri: str) -> Node:
    return {"@id": iri}


def _texts(text: MultilingualText) -> list[Node]:
    return [{"@value": words, "@language": BY_CODE[code].tag} for code, words in text.items()]


def _typed(value: str, kind: str) -> Node:
    return {"@value": value, "@type": kind}


def _service() -> Node:
    return {
        "@id": address(reverse("data_api_root")),
        "@type": "dcat:DataService",
        "dct:title": "HTTP API",
        "dcat:endpointURL": _resource(address(reverse("data_api_root"))),
        "dcat:endpointDescription": _resource(address(reverse("data_api_description"))),
    }


def _register(register: ReleaseRegister) -> Node:
    return {
        "@id": address(register.get_absolute_url()),
        "@type": "dcat:DatasetSeries",
        "dct:identifier": register.slug,
        "dct:title": _texts(register.title),
        "dct:description": _texts(register.summary),
        "dct:publisher": _publisher(),
    }


def _release(release: Release, series: list[ReleaseSeries], origins: list[FigureOrigin]) -> Node:
    before = earlier_releases(release).first()
    years = [year for each in series for year in (each.year_from, each.year_until)]
    node: Node = {
        "@id": page_of(release),
        "@type": "dcat:Dataset",
        "dct:identifier": release.slug,
        "dct:title": _texts(release.title),
        "dct:description": _texts(release.summary),
        "dct:publisher": _publisher(),
        "dct:license": _resource(data_licence().address),
        "dct:issued": _day(release.released_on),
        "dct:modified": _day(release.withdrawn_on or release.released_on),
        "dcat:version": f"{release.register.slug}/{release.number}",
        "dcat:inSeries": _resource(address(release.register.get_absolute_url())),
        "dcat:landingPage": _resource(page_of(release)),
        "dcat:keyword": sorted({each.indicator.slug for each in series}),
        "adms:status": _resource(f"{_STATUS}{'WITHDRAWN' if release.is_withdrawn else 'COMPLETED'}"),
        "prov:wasDerivedFrom": _sources(origins),
        "dcat:distribution": [_distribution(form, address(path)) for form, path in file_paths(release).items()],
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _resource("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(release.digest, "xsd:hexBinary"),
        },
    }
    if years:
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(f"{min(years):04}", "xsd:gYear"),
            "dcat:endDate": _typed(f"{max(years):04}", "xsd:gYear"),
        }
    if before:
        node["dcat:prev"] = _resource(page_of(before))
    if release.is_withdrawn:
        node["adms:versionNotes"] = _notices(release)
    return node


def _notices(release: Release) -> list[Node]:
    found = []
    for language in LANGUAGES:
        with translation.override(language.django_code):
            found.append({"@value": withdrawal_notice(release), "@language": language.tag})
    return found


def _sources(origins: list[FigureOrigin]) -> list[Node]:
    """What the figures were made from, each source once."""
    named = {each.source.display_name() if each.source else each.source_text for each in origins}
    return [{"@type": "prov:Entity", "dct:title": name} for name in sorted(named - {""})]


def _indicator(indicator: Indicator) -> Node:
    edition = indicator.current
    files = reverse("explorer_figures", args=["csv"]).removesuffix("csv")
    return {
        "@id": address(indicator.get_absolute_url()),
        "@type": "dcat:Dataset",
        "dct:identifier": indicator.slug,
        "dct:title": _texts(edition.title if edition else MultilingualText()),
        "dct:description": _texts(edition.definition if edition else MultilingualText()),
        "dct:publisher": _publisher(),
        "dct:license": _resource(data_licence().address),
        "dcat:landingPage": _resource(address(indicator.get_absolute_url())),
        "dcat:distribution": [
            _distribution(form, address(f"{files}{form}?indicator={indicator.slug}")) for form in FORMATS
        ],
    }


def _distribution(form: str, place: str) -> Node:
    chosen = FORMATS[form]
    node: Node = {
        "@id": place,
        "@type": "dcat:Distribution",
        "dct:title": str(chosen.title),
        "dct:license": _resource(data_licence().address),
        "dcat:accessURL": _resource(place),
        "dcat:downloadURL": _resource(place),
        "dcat:mediaType": _resource(_MEDIA_TYPE + chosen.media_type.partition(";")[0]),
    }
    if form.startswith("sdmx") or form == "json":
        described = reverse("figures_schema") if form == "json" else reverse("figures_structure")
        node["dct:conformsTo"] = _resource(address(described))
    return node


def _day(day: Any) -> Node | None:
    return _typed(day.isoformat(), "xsd:date") if day else None
