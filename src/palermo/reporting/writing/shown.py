"""The text of a paragraph as officers see it: their own, or the generated one as the report reads now."""

from palermo.reporting import spoken
from palermo.reporting.states import ParagraphKind
from palermo.reporting.writing.content import Content, ParagraphContent, TableContent, content_of
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.report import Writing


def shown_content(writing: Writing, piece: Piece, content: spoken.Report) -> Content:
    """What an officer edits: their own text, or the generated one as the report reads now."""
    own = writing.content(piece, content.language.code)
    if own is not None:
        return own
    block = next((each for each in _blocks(content) if each.key == piece.block), None)
    if block is None or not piece.origins:
        is_table = piece.kind is ParagraphKind.TABLE
        return TableContent("", ("", ""), (("", ""),)) if is_table else ParagraphContent("")
    return content_of(block, content.footnotes, content.language.code)


def _blocks(content: spoken.Report) -> list[spoken.Paragraph | spoken.Table]:
    return [*content.summary, *(block for section in content.sections for block in section.blocks)]
