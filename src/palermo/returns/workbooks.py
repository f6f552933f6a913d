"""The workbook of a return, made for a person from what is on record."""

from collections.abc import Collection, Mapping

from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.speech.dates import format_day
from palermo.core.text import plain
from palermo.returns.code_lists import names_in
from palermo.returns.exchange.content import Content, ReturnForm, TableHead
from palermo.returns.figures import entries_of, figures_of, list_names, previous_return, structure_of
from palermo.returns.models import Return, ReturnBlock
from palermo.returns.queries.returns import blocks_visible_to
from palermo.returns.structure import Structure
from palermo.treaties.queries.laws import recorded_laws


def return_form(national_return: Return, viewer: Viewer) -> ReturnForm:
    """A return as a workbook shows it to a viewer: the tables that they may see, and nothing of the others."""
    edition = national_return.round.edition
    structure = structure_of(edition)
    seen = set(blocks_visible_to(viewer).filter(of=national_return).values_list("table", flat=True))
    tables = tuple(key for key in structure.tables if key in seen)
    earlier = previous_return(national_return)
    return ReturnForm(
        slug=national_return.slug,
        state=national_return.state.display_name(),
        year=national_return.round.year,
        round=plain(national_return.round.title),
        due=_due(national_return),
        edition=digest_of_text(edition.content),
        structure=structure,
        tables=tables,
        content=content_of(national_return, tables),
        previous=entries_of(figures_of(earlier, tables)) if earlier else {},
        articles={law.slug: law.display_name() for law in recorded_laws().filter(state=national_return.state_id)},
        ministries=_ministries(national_return, tables),
        codes=list_names(structure, tables),
        codes_by_name=_codes_by_name(structure, tables),
    )


def content_of(national_return: Return, tables: Collection[str]) -> Content:
    """What tables of a return say now."""
    blocks = national_return.blocks.filter(table__in=sorted(tables)).select_related("article")
    heads = {block.table: _head(block) for block in blocks}
    return Content(entries_of(figures_of(national_return, tables)), heads)


def _ministries(national_return: Return, tables: Collection[str]) -> Mapping[str, str]:
    """The ministries that supply tables, by table."""
    blocks = national_return.blocks.filter(table__in=sorted(tables)).select_related("ministry")
    return {block.table: name for block in blocks if (name := block.ministry_name())}


def _due(national_return: Return) -> str:
    invitation = national_return.round.invitations.filter(state=national_return.state_id).first()
    days = [national_return.round.due_on, invitation.extended_to if invitation else None]
    due = max((day for day in days if day), default=None)
    return format_day(PartialDate(due), active_language().code) if due else ""


def _head(block: ReturnBlock) -> TableHead:
    return TableHead(
        article=block.article.slug if block.article else "",
        article_text=block.article_text,
        agency=block.agency,
        unit=block.unit,
        note=block.note,
    )


def _codes_by_name(structure: Structure, tables: tuple[str, ...]) -> Mapping[str, Mapping[str, str]]:
    """The codes of open dimensions by their names in every language: a workbook may be in another than the site."""
    found: dict[str, dict[str, str]] = {}
    sides = {side.dimension.key: side.dimension for key in tables for side in structure.tables[key].rows}
    for key, dimension in sides.items():
        if not dimension.is_open:
            continue
        found[key] = {
            words.casefold(): code for code, texts in names_in(dimension.list).items() for words in texts.values()
        }
    return found
