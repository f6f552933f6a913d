"""Figures to take away: files of releases and of a choice, what changed since, citations, structure and catalogue."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import active_language
from palermo.figures.choices import PARAMETERS, Choice
from palermo.figures.exchange.catalogue import catalogue
from palermo.figures.exchange.changes import changes_csv, changes_json, earlier_releases
from palermo.figures.exchange.citations import bibtex_of, cite, csl_json
from palermo.figures.exchange.json_file import file_schema
from palermo.figures.exchange.refusals import fault_at, sentences_of, unknown_names
from palermo.figures.exchange.rows import Extract
from palermo.figures.exchange.sdmx_structure import TYPE, structure_of_figures
from palermo.figures.labels import area_codes
from palermo.figures.models import Release
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.states.releases import DRAWN
from palermo.figures.web.downloads import figures_file, public_file, refuse, respond, save_as

CITATIONS = {
    "txt": ("text/plain; charset=utf-8", lambda release: f"{cite(release)}\n"),
    "bib": ("application/x-bibtex; charset=utf-8", bibtex_of),
    "json": ("application/vnd.citationstyles.csl+json; charset=utf-8", csl_json),
}
CHANGES = {
    "csv": ("text/csv; charset=utf-8", changes_csv),
    "json": ("application/json; charset=utf-8", changes_json),
}


@login_not_required
@require_safe
@public_file
def release_figures(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """All figures of a release; of a withdrawn one too, with the notice in every row."""
    release = _release(slug)
    if release.is_drawn:
        raise Http404
    return figures_file(request, Extract.of_release(release), form, f"figures-{slug}")


@login_not_required
@require_safe
@public_file
def explorer_figures(request: HttpRequest, form: str) -> HttpResponseBase:
    """The figures that an address names, as the data explorer shows them."""
    indicators = indicators_visible_to(VISITOR).values_list("slug", flat=True)
    choice = Choice.from_query(request.GET, area_codes(), frozenset(indicators))
    faults = sentences_of(choice) + unknown_names(sorted(set(request.GET) - set(PARAMETERS)), PARAMETERS)
    if faults:
        return refuse(request, faults)
    extract = Extract.of_choice(choice)
    if not extract.parts:
        raise Http404
    name = "-".join(filter(None, ("figures", choice.release, choice.indicator)))
    return figures_file(request, extract, form, name)


@login_not_required
@require_safe
@public_file
def release_changes_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What changed in a release since an earlier one about the same people: the one before, or that of `?since=`."""
    release = _release(slug)
    earlier = earlier_releases(release)
    since = request.GET.get("since", "")
    before = earlier.filter(slug=since).first() if since else earlier.first()
    if before is None:
        found = [each.slug for each in earlier]
        if since and found:
            expected = _("one of %(names)s") % {"names": ", ".join(found)}
            return refuse(request, [fault_at("since", expected, since)])
        raise Http404
    for each in (before, release):
        Extract.of_release(each).check()
    media_type, write = CHANGES[form]
    content = write(before, release, active_language().django_code)
    return save_as(respond(content, media_type), f"changes-{before.slug}-{slug}.{form}")


@login_not_required
@require_safe
@public_file
def release_citation(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """How a release is cited, for reference managers."""
    media_type, write = CITATIONS[form]
    return save_as(HttpResponse(write(_release(slug)), content_type=media_type), f"{slug}.{form}")


@login_not_required
@require_safe
@public_file
def figures_structure(request: HttpRequest) -> HttpResponseBase:
    """Code lists, concepts and the data structure of SDMX, with a dataflow for each release."""
    releases = releases_visible_to(VISITOR).exclude(kind__in=DRAWN).order_by("register__slug", "number")
    content = structure_of_figures(indicators_visible_to(VISITOR), releases)
    return save_as(HttpResponse(content, content_type=TYPE), "figures-structure.xml")


@login_not_required
@require_safe
@public_file
def figures_schema(request: HttpRequest) -> HttpResponseBase:
    """The JSON Schema of files of figures."""
    written = json.dumps(file_schema(), ensure_ascii=False, indent=1)
    return HttpResponse(written, content_type="application/schema+json; charset=utf-8")


@login_not_required
@require_safe
@public_file
def data_catalogue(request: HttpRequest) -> HttpResponseBase:
    """What there is to be had, for portals that collect catalogues (DCAT)."""
    written = json.dumps(catalogue(), ensure_ascii=False, indent=1)
    return HttpResponse(written, content_type="application/ld+json; charset=utf-8")


def _release(slug: str) -> Release:
    """A release as everybody sees it: drafts have no files, whoever asks."""
    found: Release = get_object_or_404(releases_visible_to(VISITOR), slug=slug)
    return found
