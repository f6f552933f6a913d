"""Figures that their source has published: what will be published again, and the list that is for the source alone."""

from hashlib import sha256
from typing import NamedTuple

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.rules import can
from palermo.figures.labels import breakdown_name
from palermo.figures.models import Release
from palermo.figures.pipeline.places import source_list_path
from palermo.figures.pipeline.preparing import Preview
from palermo.figures.publishers import publisher_of
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.rules.republications import check_may_read_source_list
from palermo.library.web.downloads import File, serve_papers
from palermo.site.access import secretariat_only
from palermo.site.charts.values import format_percent


class MaskedLine(NamedTuple):
    """How many figures of an indicator under a breakdown the source masks."""

    indicator: str
    breakdown: str
    cells: int
    masked: int


def republication_preview(
    request: SiteRequest, release: Release, preview: Preview, sources: dict[str, object]
) -> HttpResponse:
    """What would be published: how many figures, and how many of them the source masks."""
    edition = release.dataset_editions.select_related("dataset__source").get()
    names = {each.slug: each.display_name() for each in indicators_visible_to(request.viewer)}
    groups = [
        MaskedLine(
            names.get(each["indicator"], each["indicator"]), breakdown_name(each["by"]), each["cells"], each["hidden"]
        )
        for each in preview.loss["groups"]
    ]
    context = {
        "release": release,
        "heading": gettext("What will be published"),
        "loss": preview.loss,
        "publisher": publisher_of(request.viewer, release),
        "address": edition.dataset.source.website,
        "file_digest": edition.file_digest,
        "share_of_cells": format_percent(preview.loss["share_of_cells"]),
        "has_source_list": can(check_may_read_source_list, request.user, release),
        "groups": groups,
        **sources,
    }
    return render(request, "figures/releases/republication_preview.html", context)


@require_safe
@secretariat_only
def source_list(request: SiteRequest, slug: str) -> HttpResponseBase:
    """The masked figures of a source that follow from those it shows, for officers who give the list to the source."""
    release = get_object_or_404(releases_visible_to(request.viewer), slug=slug)
    if not can(check_may_read_source_list, request.user, release):
        raise Http404
    path = source_list_path(release)
    digest = sha256(path.read_bytes()).hexdigest()
    file = File(lambda: path.open("rb"), f"{release.slug}-for-source.csv", "text/csv", digest)
    return serve_papers(request, file, [], is_restricted=True)
