"""The text of a document that changes an issued report: what is generated, and a corrigendum’s corrections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from palermo.core.languages import LANGUAGES, Language
from palermo.reporting import tree
from palermo.reporting.changes.comparing import replacements_of
from palermo.reporting.changes.places import Place, PlaceKind, places_of
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report, ReportCorrection
from palermo.reporting.realization.catalogue import patterns
from palermo.reporting.states import IN_SOME_LANGUAGES, ReportRelation, ReportState
from palermo.reporting.writing.report import Writing

_PIECES = re.compile(r"\*([^*]+)\*|\{(\w+)\}")


@dataclass(frozen=True)
class PlaceCorrections:
    """A place of the issued report in one language, as it should read, and what that changes."""

    place: Place
    text: str

    def sentences(self, language: str) -> list[tuple[tree.Inline | str, ...]]:
        """What a corrigendum says of it, each in a paragraph of its own."""
        if self.place.kind is not PlaceKind.WORDS:
            name = "delete_paragraph" if self.place.kind is PlaceKind.WHOLE else "insert_paragraph"
            return [_sentence(name, {"number": str(self.place.number)}, language)]
        between = {"zh": "\N{FULLWIDTH COLON}", "fr": "\N{NO-BREAK SPACE}: "}.get(language, ": ")
        lead = (tree.Emphasis((tree.Written((self.place.name,)),)), between)
        found = replacements_of(self.place.words, self.text)
        return [(*lead, *_sentence(each.kind, each.words, language)) for each in found]

    @property
    def inserted(self) -> str:
        """The paragraph that is inserted, if this inserts one."""
        return self.text if self.place.kind is PlaceKind.INSERTION else ""


@dataclass(frozen=True)
class CorrigendumWriting(Writing):
    """The corrections of a corrigendum in the place of a generated text: each language version has its own."""

    corrections: dict[str, tuple[PlaceCorrections, ...]]

    def in_language(self, language: str) -> tree.Report:
        """The corrections of the version in this language, one numbered paragraph each."""
        corrections = enumerate(self.corrections.get(language, ()), 1)
        blocks = tuple(block for at, each in corrections for block in _blocks(f"correction-{at}", each, language))
        sections = (tree.Section("corrections", (), blocks),) if blocks else ()
        return replace(self.generated, sections=sections)


def draft_change(generated: tree.Report, report: Report | None) -> tree.Report:
    """What is generated of a document that changes an issued report: its masthead and its title.

    An addendum has the sections that officers add, a corrigendum its corrections, a revision the whole text.
    """
    if report is None or report.changes is None:
        return generated
    head = replace(generated.masthead, changes=report.changes.symbol, changes_on=report.changes.issued_on)
    if report.relation not in {ReportRelation.CORRIGENDUM, ReportRelation.ADDENDUM}:
        return replace(generated, masthead=head)
    name = tree.Message(f"changes.{report.relation}")
    return replace(
        generated,
        masthead=head,
        subtitle=(name,),
        summary=(),
        sections=(),
        questions=(),
        covers_record=False,
        has_contents=False,
    )


def write_corrections(writing: Writing, report: Report | None) -> Writing:
    """The writing of a report; of a corrigendum, with its corrections."""
    if report is None or report.relation != ReportRelation.CORRIGENDUM:
        return writing
    given = {field.name: getattr(writing, field.name) for field in fields(Writing)}
    return CorrigendumWriting(**given, corrections=corrections_of(report))


def corrections_of(report: Report) -> dict[str, tuple[PlaceCorrections, ...]]:
    """The corrections of a corrigendum by language, in the order of the text that they change."""
    rows: dict[str, list[ReportCorrection]] = {}
    for row in report.corrections.all():
        rows.setdefault(row.language, []).append(row)
    return {
        language: in_order(corrections, issued_places(report.changes, language))
        for language, corrections in rows.items()
    }


def in_order(rows: Iterable[ReportCorrection], places: dict[str, Place]) -> tuple[PlaceCorrections, ...]:
    """Corrections of one language at the places that they correct, in the order of the text."""
    texts = {row.place: row.text for row in rows}
    return tuple(PlaceCorrections(place, texts[key]) for key, place in places.items() if key in texts)


def issued_places(report: Report | None, language: str) -> dict[str, Place]:
    """The places of a report as it was issued in one language; none where it was not issued in it."""
    text = report.texts.filter(language=language).first() if report else None
    return places_of(thaw(text.content)) if text else {}


def issued_languages(report: Report) -> list[Language]:
    """The languages in which a report is or will be issued: all, or of a corrigendum those that it corrects.

    An advance unedited version is issued in the languages that were ready.
    """
    if report.relation not in IN_SOME_LANGUAGES:
        return list(LANGUAGES)
    rows = report.texts if report.state == ReportState.ISSUED else report.corrections
    codes = set(rows.values_list("language", flat=True))
    return [each for each in LANGUAGES if each.code in codes]


def _blocks(key: str, each: PlaceCorrections, language: str) -> Iterator[tree.Paragraph]:
    for number, sentence in enumerate(each.sentences(language), 1):
        yield tree.Paragraph(f"{key}-{number}", (tree.Clause(tree.Written(sentence), ()),))
    if each.inserted:
        # As it will read: beside the number of the paragraph before it, since the issued numbers stay as they are.
        words = _sentence("inserted", {"number": str(each.place.number), "text": each.inserted}, language)
        yield tree.Paragraph(f"{key}-text", (tree.Clause(tree.Written(words), ()),), numbered=False)


def _sentence(name: str, words: dict[str, str], language: str) -> tuple[tree.Inline | str, ...]:
    return tuple(_pieces(patterns(language)[f"changes.{name}"], words))


def _pieces(pattern: str, words: dict[str, str]) -> Iterator[tree.Inline | str]:
    """The pattern of a sentence with its words; what stands between asterisks is set apart."""
    at = 0
    for found in _PIECES.finditer(pattern):
        if found.start() > at:
            yield pattern[at : found.start()]
        yield tree.Emphasis((tree.Written((found[1],)),)) if found[1] else words[found[2]]
        at = found.end()
    if at < len(pattern):
        yield pattern[at:]
