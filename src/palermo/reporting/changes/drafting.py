"""The text of a document that changes an issued report: what is generated, and a corrigendum’s corrections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from palermo.core.languages import LANGUAGES, Language
from palermo.reporting import tree
from palermo.reporting.changes.comparing import Replacement, replacements_of
from palermo.reporting.changes.places import Place, places_of
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report, ReportCorrection
from palermo.reporting.realization.catalogue import patterns
from palermo.reporting.states import ReportRelation
from palermo.reporting.writing.report import Writing

_PIECES = re.compile(r"\*([^*]+)\*|\{(\w+)\}")


@dataclass(frozen=True)
class PlaceCorrections:
    """A place of the issued report in one language, as it should read, and what that changes."""

    place: Place
    text: str
    replacements: tuple[Replacement, ...]


@dataclass(frozen=True)
class CorrigendumWriting(Writing):
    """The corrections of a corrigendum in the place of a generated text: each language version has its own."""

    corrections: dict[str, tuple[PlaceCorrections, ...]]

    def in_language(self, language: str) -> tree.Report:
        """The corrections of the version in this language, one numbered paragraph each."""
        blocks = [
            _correction(f"correction-{at}-{number}", each.place, found, language)
            for at, each in enumerate(self.corrections.get(language, ()), 1)
            for number, found in enumerate(each.replacements, 1)
        ]
        sections = (tree.Section("corrections", (), tuple(blocks)),) if blocks else ()
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
    rows: dict[str, dict[str, ReportCorrection]] = {}
    for row in report.corrections.all():
        rows.setdefault(row.language, {})[row.place] = row
    return {
        language: tuple(_in_order(places, issued_places(report.changes, language))) for language, places in rows.items()
    }


def _in_order(rows: dict[str, ReportCorrection], places: dict[str, Place]) -> Iterator[PlaceCorrections]:
    for key, place in places.items():
        if row := rows.get(key):
            yield PlaceCorrections(place, row.text, tuple(replacements_of(place.words, row.text)))


def issued_places(report: Report | None, language: str) -> dict[str, Place]:
    """The places of a report as it was issued in one language; none where it was not issued in it."""
    text = report.texts.filter(language=language).first() if report else None
    return places_of(thaw(text.content)) if text else {}


def issued_languages(report: Report) -> list[Language]:
    """The languages in which a report is issued: all, or of a corrigendum those of the versions that it corrects."""
    if report.relation != ReportRelation.CORRIGENDUM:
        return list(LANGUAGES)
    codes = set(report.corrections.values_list("language", flat=True))
    return [each for each in LANGUAGES if each.code in codes]


def _correction(key: str, place: Place, found: Replacement, language: str) -> tree.Paragraph:
    between = {"zh": "\N{FULLWIDTH COLON}", "fr": "\N{NO-BREAK SPACE}: "}.get(language, ": ")
    sentence = tuple(_sentence(patterns(language)[f"changes.{found.kind}"], found.words))
    content = tree.Written((tree.Emphasis((tree.Written((place.name,)),)), between, *sentence))
    return tree.Paragraph(key, (tree.Clause(content, ()),))


def _sentence(pattern: str, words: dict[str, str]) -> Iterator[tree.Inline | str]:
    """The pattern of a sentence with its words; what stands between asterisks is set apart."""
    at = 0
    for found in _PIECES.finditer(pattern):
        if found.start() > at:
            yield pattern[at : found.start()]
        yield tree.Emphasis((tree.Written((found[1],)),)) if found[1] else words[found[2]]
        at = found.end()
    if at < len(pattern):
        yield pattern[at:]


def sentence_of(found: Replacement, language: str) -> str:
    """The words of a correction: "For seven read eight"."""
    return tree.Written(tuple(_sentence(patterns(language)[f"changes.{found.kind}"], found.words))).words
