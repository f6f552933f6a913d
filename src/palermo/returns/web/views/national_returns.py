"""A national return: its tables, what is still to be done, queries, receipts, files, and who opened it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import active_language
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.library.web.downloads import File, serve_papers
from palermo.returns.actions.returns import note_reading
from palermo.returns.attachments import open_attachment
from palermo.returns.carried_over import CarriedOver, carried_over
from palermo.returns.checks import Fault, fault_sentence
from palermo.returns.figures import (
    Faults,
    canonical_file,
    digest_of_figures,
    entries_of,
    expected_cells,
    figures_of,
    find_faults,
    list_names,
    previous_return,
    structure_of,
)
from palermo.returns.models import Return, ReturnBlock, ReturnQuery
from palermo.returns.queries.returns import (
    attachments_visible_to,
    blocks_visible_to,
    contributors_visible_to,
    figures_visible_to,
    readings_visible_to,
    receipts_visible_to,
    return_queries_visible_to,
    returns_visible_to,
    sees_whole_return,
    shown_status,
)
from palermo.returns.rules.returns import ORIGIN_NAMES, what_is_missing
from palermo.returns.states.returns import ReturnStatus
from palermo.returns.structure import Structure
from palermo.returns.web.grid import place_of
from palermo.returns.web.receipts import facts_of, opening_of, receipt_letter
from palermo.site.action_pages import named_action_links, named_action_links_for_each
from palermo.site.letters.files import letter_response

MOST_FAULTS = 100
ON_QUERY = ("answer-return-query", "repeat-return-query", "close-return-query")


@dataclass(frozen=True)
class TableLine:
    """A table of a return in its list: how far it is, who fills it in, and what is wrong."""

    block: ReturnBlock
    title: str
    filled: int
    expected: int
    faults: int
    people: tuple[str, ...] = ()
    queries: int = 0


@require_safe
def return_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One return, as much of it as its reader may see."""
    returns = returns_visible_to(request.viewer).select_related(
        "round__edition", "agreement", "replaces__round", "replaces__state"
    )
    national_return = get_object_or_404(returns, slug=slug)
    if request.method == "GET":
        note_reading(national_return, by=request.user)
    viewer, structure = request.viewer, structure_of(national_return.round.edition)
    is_whole = sees_whole_return(viewer, national_return)
    queries = list(return_queries_visible_to(viewer).filter(of=national_return))
    figures = {(row.table, row.cell): row for row in figures_visible_to(viewer).filter(of=national_return)}
    blocks = list(blocks_visible_to(viewer).filter(of=national_return).prefetch_related("people", "invitations"))
    earlier = previous_return(national_return)
    previous = entries_of(figures_of(earlier)) if earlier else {}
    seen = {block.table for block in blocks}
    faults = _of_tables(find_faults(structure, entries_of(figures), previous, blocks), seen)
    attachments = list(attachments_visible_to(viewer).filter(of=national_return))
    taken = carried_over(national_return) if is_whole and national_return.status == ReturnStatus.DRAFT else None
    sections = _sections(structure, blocks, figures, faults, queries, with_people=is_whole)
    lines = [line for _title, each in sections for line in each]
    context = {
        "national_return": national_return,
        "next_table": next((line for line in lines if line.filled < line.expected), None),
        "carried_over": taken if taken and (taken.keys or taken.left_out) else None,
        "carried_over_sentences": carried_over_sentences(taken) if taken else [],
        "check_carried_over": named_action_links(["check-carried-over-return"], national_return, viewer, request.user)
        if taken
        else [],
        "status": shown_status(viewer, national_return),
        "is_whole": is_whole,
        "sections": sections,
        "is_draft": national_return.status == ReturnStatus.DRAFT,
        "missing": what_is_missing(faults) if national_return.status == ReturnStatus.DRAFT else [],
        "faults": _fault_lines(structure, national_return, faults),
        "unsourced": [
            (block, str(ORIGIN_NAMES[name]))
            for table, name in faults.unsourced
            for block in blocks
            if block.table == table
        ],
        "queries": _query_lines(request, structure, blocks, queries),
        "attachments": list(
            zip(
                attachments,
                named_action_links_for_each(["remove-return-file"], attachments, viewer, request.user),
                strict=True,
            )
        ),
        "receipts": list(receipts_visible_to(viewer).filter(of=national_return)),
        "readings": list(readings_visible_to(viewer).filter(of=national_return).order_by("-read_on", "-pk")[:50]),
        "contributors": _contributors(request, national_return) if is_whole else [],
        "later": returns_visible_to(viewer).filter(replaces=national_return).first(),
    }
    return render(request, "returns/returns/detail.html", context)


def carried_over_sentences(taken: CarriedOver) -> list[str]:
    """What a return carried over from an earlier one, and what it did not."""
    sentences = []
    if number := sum(table.has_source for table in taken.tables):
        sentence = ngettext(
            "Agency, article of law or counting unit of %(number)d table",
            "Agency, article of law or counting unit of %(number)d tables",
            number,
        )
        sentences.append(sentence % {"number": number})
    if number := sum(table.has_ministry for table in taken.tables):
        sentence = ngettext("Ministry of %(number)d table", "Ministry of %(number)d tables", number)
        sentences.append(sentence % {"number": number})
    for person in taken.people:
        named = {"person": person.name, "tables": _names_of(person.blocks)}
        sentences.append(_("%(person)s fills in: %(tables)s.") % named)
    for person in taken.left_out:
        named = {"person": person.name, "tables": _names_of(person.blocks)}
        sentences.append(
            _(
                "Not carried over: %(person)s may no longer fill in tables for your State. No one is assigned to: "
                "%(tables)s."
            )
            % named
        )
    return sentences


def _names_of(blocks: Iterable[ReturnBlock]) -> str:
    return format_list([block.display_name() for block in blocks], active_language().code)


def _of_tables(faults: Faults, seen: set[str]) -> Faults:
    """What is wrong in the tables that a reader sees."""

    def among_seen(found: Iterable[Fault]) -> list[Fault]:
        return [fault for fault in found if fault.table in seen]

    return Faults(
        among_seen(faults.empty),
        among_seen(faults.errors),
        among_seen(faults.warnings),
        among_seen(faults.explained),
        [pair for pair in faults.unsourced if pair[0] in seen],
    )


def _sections(
    structure: Structure,
    blocks: list[ReturnBlock],
    figures: Mapping[tuple[str, str], object],
    faults: Faults,
    queries: list[ReturnQuery],
    *,
    with_people: bool,
) -> list[tuple[str, list[TableLine]]]:
    by_table = {block.table: block for block in blocks}
    expected: dict[str, int] = {}
    for table, _cell in expected_cells(structure, figures):
        expected[table] = expected.get(table, 0) + 1
    filled: dict[str, int] = {}
    for table, _cell in figures:
        filled[table] = filled.get(table, 0) + 1
    wrong: dict[str, int] = {}
    for fault in (*faults.errors, *faults.warnings):
        wrong[fault.table] = wrong.get(fault.table, 0) + 1
    sections = []
    for section in structure.sections:
        lines = [
            TableLine(
                block,
                plain(table.title),
                filled.get(table.key, 0),
                expected.get(table.key, 0),
                wrong.get(table.key, 0),
                _people(block) if with_people else (),
                sum(query.table == table.key and query.status == "open" for query in queries),
            )
            for table in section.tables
            if (block := by_table.get(table.key))
        ]
        if lines:
            sections.append((plain(section.title), lines))
    return sections


def _people(block: ReturnBlock) -> tuple[str, ...]:
    people = [person.name for person in block.people.all()]
    return (*people, *(invitation.name for invitation in block.invitations.all()))


def _fault_lines(structure: Structure, national_return: Return, faults: Faults) -> list[tuple[str, str, str]]:
    """Faults as sentences, each with the table in which it is and its severity."""
    found = [*faults.errors, *faults.warnings][:MOST_FAULTS]
    names = list_names(structure, {fault.table for fault in found}) if found else {}
    address = national_return.get_absolute_url()
    return [
        (fault.severity, fault_sentence(fault, structure, names), f"{address}tables/{fault.table}/#cell-{fault.cell}")
        for fault in found
    ]


def _query_lines(
    request: SiteRequest, structure: Structure, blocks: list[ReturnBlock], queries: list[ReturnQuery]
) -> list[tuple[ReturnQuery, str, ReturnBlock | None, object]]:
    """Queries with the place they are about, its table, and what the reader may do about each."""
    by_table = {block.table: block for block in blocks}
    ways = named_action_links_for_each(ON_QUERY, queries, request.viewer, request.user)
    return [
        (query, place_of(structure, query), by_table.get(query.table), way)
        for query, way in zip(queries, ways, strict=True)
    ]


def _contributors(request: SiteRequest, national_return: Return) -> list[tuple[object, object]]:
    rows = list(contributors_visible_to(request.viewer).filter(state=national_return.state_id))
    ways = named_action_links_for_each(["change-return-tables"], rows, request.viewer, request.user)
    return list(zip(rows, ways, strict=True))


@require_safe
def return_file(request: SiteRequest, slug: str, number: int) -> HttpResponseBase:
    """A file attached to a return."""
    rows = attachments_visible_to(request.viewer).select_related("of__round", "of__state")
    attachment = get_object_or_404(rows, of__slug=slug, number=number)
    if request.method == "GET":
        note_reading(attachment.of, by=request.user)
    media_type = guess_type(attachment.name)[0] or "application/octet-stream"
    digest = attachment.digest
    return serve_papers(
        request, File(lambda: open_attachment(digest), attachment.name, media_type, digest), [], is_restricted=True
    )


@require_safe
def return_receipt(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """A receipt, compared with the figures as they are on record."""
    rows = receipts_visible_to(request.viewer).select_related("of__round__edition", "of__state")
    receipt = get_object_or_404(rows, of__slug=slug, number=number)
    digest, count = digest_of_figures(receipt.of)
    matches = digest == receipt.digest and count == receipt.figure_count
    context = {
        "receipt": receipt,
        "national_return": receipt.of,
        "matches": matches,
        "opening": opening_of(receipt),
        "facts": facts_of(receipt),
    }
    return render(request, "returns/returns/receipt.html", context)


@require_safe
def return_receipt_file(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """A receipt as a letter in PDF."""
    rows = receipts_visible_to(request.viewer).select_related("of__round", "of__state")
    receipt = get_object_or_404(rows, of__slug=slug, number=number)
    return letter_response(receipt_letter(receipt), "pdf", f"{receipt.of.slug}-{receipt.number}")


@require_safe
def return_figures(request: SiteRequest, slug: str) -> HttpResponse:
    """The whole return as the file of which receipts have the digest."""
    returns = returns_visible_to(request.viewer).select_related("round__edition")
    national_return = get_object_or_404(returns, slug=slug)
    if not national_return.digest or not sees_whole_return(request.viewer, national_return):
        raise Http404
    if request.method == "GET":
        note_reading(national_return, by=request.user)
    content, _count = canonical_file(national_return)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{national_return.slug}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
