"""A part of the page of a source of data: what it gave, how that was mapped, and in which releases it is used."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palermo.accounts.viewer import Viewer
from palermo.figures.models import Release
from palermo.figures.queries.releases import figure_origins_visible_to, releases_visible_to
from palermo.knowledge.models import CodeMapping, DatasetEdition, Source
from palermo.knowledge.queries.datasets import dataset_editions_visible_to, edition_steps_visible_to
from palermo.knowledge.queries.sources import agreements_visible_to
from palermo.knowledge.rules.datasets import reads_findings
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to, with_shown_status
from palermo.site.page_parts import BODY, register_page_part

# As many editions and returns as the page of a source names; the pages of datasets have them all.
SHOWN = 12


class GivenEdition(NamedTuple):
    """An edition that a source gave: the agreement, where the reader may see it, mappings, and findings if told."""

    edition: DatasetEdition
    shows_agreement: bool
    mappings: list[CodeMapping]
    findings: int | None


class OfSource(NamedTuple):
    """What a reader may see of what a source gave."""

    editions: list[GivenEdition]
    returns: list[Return]
    releases: list[Release]


def given_by_source(context: Context) -> SafeString:
    """Editions, returns and releases; nothing on other pages, and where there is none."""
    request = context.get("request")
    if not isinstance(request, HttpRequest) or request.resolver_match is None:
        return SafeString("")
    if request.resolver_match.url_name != "data_source":
        return SafeString("")
    found = _read(context["source"], context["viewer"])
    return SafeString(render_to_string("figures/of_source.html", {"given": found})) if any(found) else SafeString("")


def _read(source: Source, viewer: Viewer) -> OfSource:
    """By a fixed number of queries."""
    editions = dataset_editions_visible_to(viewer).filter(dataset__source=source)
    shown = list(editions.order_by("-received_on", "dataset__slug", "-number")[:SHOWN])
    agreements = set(agreements_visible_to(viewer).filter(source=source).values_list("pk", flat=True))
    tells = reads_findings(viewer, source)
    mappings = _mappings(shown, viewer)
    returns = list(
        returns_visible_to(viewer).filter(agreement__source=source).order_by("-round__year", "-number")[:SHOWN]
    )
    with_shown_status(viewer, returns)
    used = figure_origins_visible_to(viewer).filter(
        Q(source=source) | Q(dataset_edition__dataset__source=source) | Q(of_return__agreement__source=source)
    )
    releases = releases_visible_to(viewer).filter(pk__in=used.values("release")).order_by("-released_on", "-pk")
    return OfSource(
        [
            GivenEdition(
                each,
                each.agreement_id in agreements,
                mappings[each.pk],
                sum(each.counts.values()) if tells else None,
            )
            for each in shown
        ],
        returns,
        list(releases),
    )


def _mappings(editions: Iterable[DatasetEdition], viewer: Viewer) -> dict[int, list[CodeMapping]]:
    steps = edition_steps_visible_to(viewer).filter(edition__in=[each.pk for each in editions]).exclude(mapping=None)
    found: dict[int, list[CodeMapping]] = defaultdict(list)
    for step in steps.select_related("mapping__source__code_list", "mapping__target__code_list").order_by("position"):
        if step.mapping and step.mapping not in found[step.edition_id]:
            found[step.edition_id].append(step.mapping)
    return found


register_page_part(BODY, given_by_source)
