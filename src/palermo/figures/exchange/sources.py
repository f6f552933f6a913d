"""What goes with figures beside the dictionary: where they come from, and what whoever uses them must know."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.accounts.viewer import VISITOR
from palermo.core.letters import address
from palermo.core.text import plain
from palermo.figures.exchange.citations import cite, page_of
from palermo.figures.exchange.licences import data_licence
from palermo.figures.exchange.rows import Extract, Origin, withdrawal_notice
from palermo.figures.models import FigureOrigin
from palermo.figures.queries.releases import figure_origins_visible_to
from palermo.knowledge.queries.sources import agreements_visible_to, sources_visible_to
from palermo.site.csvs import Value

HEADING = ("release", *Origin._fields, "mappings", "note", "terms", "address")


def source_rows(extract: Extract) -> Iterator[list[Value]]:
    """The heading, then each origin that figures of the releases name, with the public terms of its source."""
    yield [*HEADING]
    open_sources = set(sources_visible_to(VISITOR).values_list("pk", flat=True))
    terms = _terms()
    for part in extract.parts:
        found = figure_origins_visible_to(VISITOR).filter(release=part.release).select_related("source")
        for kept in found.prefetch_related("mappings__source__code_list", "mappings__target__code_list"):
            source = kept.source
            page = address(source.get_absolute_url()) if source and source.pk in open_sources else ""
            words = part.origins[kept.number]
            given = terms.get(source.pk, "") if source else ""
            yield [part.release.slug, *words, _mappings(kept), plain(kept.note), given, page]


def _mappings(kept: FigureOrigin) -> str:
    return "; ".join(sorted(each.display_name() for each in kept.mappings.all()))


def _terms() -> dict[int, str]:
    """What the public agreements of each source say of the use of its data."""
    found: dict[int, list[str]] = {}
    for agreement in agreements_visible_to(VISITOR):
        if terms := plain(agreement.terms):
            found.setdefault(agreement.source_id, []).append(terms)
    return {pk: " ".join(terms) for pk, terms in found.items()}


def note_rows(extract: Extract) -> Iterator[list[Value]]:
    """What is to be known of an extract, each line with its name: releases, citation, licence, how to read figures."""
    for release in extract.releases:
        if notice := withdrawal_notice(release):
            yield [_("Withdrawn"), f"{notice} {_('Do not use these figures.')}"]
        if release.is_invented:
            yield [_("Invented for the demonstration"), _("These figures are invented. Do not cite them.")]
        yield [pgettext("of figures", "Release"), release.display_name()]
        yield [_("Released on"), release.released_on]
        yield [_("Digest"), f"SHA-256 {release.digest}"]
        yield [_("Web address"), page_of(release)]
        yield [_("Citation"), cite(release)]
        if release.notes:
            yield [_("Notes for readers"), release.notes]
    for name, value in extract.choice.to_query():
        yield [_("Selection"), f"{name} = {value}"]
    licence = data_licence()
    yield [_("Licence"), f"{licence.title} ({licence.identifier}), {licence.address}"]
    yield [_("How to read the figures"), reading_advice()]


def reading_advice() -> str:
    """What everybody who computes with the figures must know."""
    return _(
        "Suppressed figures are not zero: they lie between their lowest and their highest possible number. Figures "
        "that are not recorded are unknown, not zero. Detected victims are not all victims: more detections can mean "
        "better work by the authorities. Definitions differ between States; compare them with care."
    )
