"""What an officer is asked to decide: a suggestion compared with the text as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass

from palermo.core.languages import BY_CODE
from palermo.reporting import spoken
from palermo.reporting.labels import label_record
from palermo.reporting.models import ReportParagraph, Suggestion
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import OF_HEADINGS, SuggestionKind
from palermo.reporting.writing.combining import combine_edits
from palermo.reporting.writing.comparison import Stretch, compare_words
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.report import Writing
from palermo.reporting.writing.shown import shown_content

BETWEEN = {"zh": ""}
# Whose text can be combined with what was written since; what splits or merges paragraphs is by places in the text.
_COMBINED = frozenset({SuggestionKind.CHANGED})
_OF_TEXT = frozenset({SuggestionKind.CHANGED, SuggestionKind.SPLIT, SuggestionKind.MERGED})


@dataclass(frozen=True)
class Review:
    """A suggestion beside the text as it is now: what it would read, and whether that cannot be told.

    It is in conflict where the same words were changed since, stale where other words were, and without a place where
    its paragraph is gone. `proposed` is empty where no words change.
    """

    suggestion: Suggestion
    now: str
    proposed: str
    is_conflict: bool = False
    is_stale: bool = False
    is_homeless: bool = False

    @property
    def stretches(self) -> list[Stretch]:
        """What would be removed and added."""
        if self.suggestion.kind in {SuggestionKind.DELETED, SuggestionKind.DELETED_HEADING}:
            return compare_words(self.now, "")
        return compare_words(self.now, self.proposed) if self.proposed else []

    @property
    def is_simple(self) -> bool:
        """Whether it can be accepted as it is."""
        return not (self.is_conflict or self.is_homeless or self.suggestion.kind == SuggestionKind.OTHER)

    @property
    def has_text(self) -> bool:
        """Whether its words can be edited before it is accepted."""
        return bool(self.proposed) and not self.suggestion.cells

    @property
    def is_of_heading(self) -> bool:
        """Whether it is on a heading, with its section."""
        return self.suggestion.kind in OF_HEADINGS

    @property
    def needs_place(self) -> bool:
        """Whether somebody says where it is to stand: behind which paragraph or, of a heading, which section."""
        kinds = {
            *(SuggestionKind.NEW, SuggestionKind.MOVED, SuggestionKind.OTHER),
            *(SuggestionKind.NEW_HEADING, SuggestionKind.MOVED_HEADING),
        }
        return self.suggestion.kind in kinds or (self.is_homeless and bool(self.proposed))


class Reviewer:
    """Reviews suggestions against one reading of a report in one language."""

    def __init__(self, writing: Writing, language: str) -> None:
        self.writing, self.language = writing, language
        self.content: spoken.Report = speak(writing.in_language(language), language, labels=label_record)
        self.by_row = {piece.row.pk: piece for piece in writing.pieces.values() if piece.row}
        self.titles = {section.key: plain(section.title) for section in self.content.sections}
        blocks = [*self.content.summary, *(block for section in self.content.sections for block in section.blocks)]
        self.blocks = {block.key for block in blocks}

    def text_of(self, row: ReportParagraph | None) -> str | None:
        """A paragraph as officers see it now; None where it is gone: removed, or no longer given by the record."""
        piece = self.by_row.get(row.pk) if row else None
        if piece is None or piece.is_removed or piece.block not in self.blocks:
            return None
        return self.current_text(piece)

    def current_text(self, piece: Piece) -> str:
        """A paragraph as officers see it now."""
        return shown_content(self.writing, piece, self.content).text

    def review(self, suggestion: Suggestion) -> Review:
        """A suggestion beside the text as it is now."""
        kind, text = SuggestionKind(suggestion.kind), suggestion.text
        if kind in OF_HEADINGS:
            return self._review_heading(suggestion, kind)
        if suggestion.paragraph is None or kind in {SuggestionKind.NEW, SuggestionKind.OTHER}:
            return Review(suggestion, suggestion.text_then, text)
        now = self._now(suggestion)
        if now is None:
            return Review(suggestion, "", text, is_homeless=True)
        is_stale = now != suggestion.text_then and kind is not SuggestionKind.MOVED
        combined = combine_edits(suggestion.text_then, text, now) if kind in _COMBINED and is_stale else None
        if suggestion.cells:
            combined = None
        if combined is not None:
            return Review(suggestion, now, combined, is_stale=True)
        proposed = text if kind in _OF_TEXT else ""
        return Review(suggestion, now, proposed, is_conflict=is_stale, is_stale=is_stale)

    def _review_heading(self, suggestion: Suggestion, kind: SuggestionKind) -> Review:
        if kind is SuggestionKind.NEW_HEADING:
            return Review(suggestion, "", suggestion.text)
        now = self.titles.get(suggestion.section)
        if now is None:
            return Review(suggestion, suggestion.text_then, "", is_homeless=True)
        if kind is not SuggestionKind.HEADING:
            return Review(suggestion, now, "")
        combined = combine_edits(suggestion.text_then, suggestion.text, now)
        is_stale = now != suggestion.text_then
        proposed = suggestion.text if combined is None else combined
        return Review(suggestion, now, proposed, is_conflict=combined is None, is_stale=is_stale)

    def review_all(self, suggestions: Iterable[Suggestion]) -> list[Review]:
        """Each suggestion beside the text as it is now."""
        return [self.review(each) for each in suggestions]

    def _now(self, suggestion: Suggestion) -> str | None:
        now = self.text_of(suggestion.paragraph)
        if now is None or not suggestion.others:
            return now
        pieces = {piece.row.key: piece for piece in self.by_row.values() if piece.row}
        others = [pieces.get(key) for key in suggestion.others]
        if any(piece is None or piece.is_removed for piece in others):
            return None
        return between(self.language).join([now, *(self.current_text(piece) for piece in others if piece)])


def between(language: str) -> str:
    """What stands between two sentences of a language."""
    return BETWEEN.get(BY_CODE[language].code, " ")
