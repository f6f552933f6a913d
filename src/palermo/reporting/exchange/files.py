"""Word files for editing and back: what was exported is kept, what comes back is read apart and checked."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import NamedTuple

from django.core import signing
from django.utils.translation import gettext as _

from palermo.core.languages import language_in_sentence
from palermo.core.limited_process.starting import Unreadable, read_apart
from palermo.core.refusals import Refused
from palermo.library.intake import check_file
from palermo.library.media import MOST_PARTS
from palermo.library.probing import WORD
from palermo.reporting.exchange.lines import FileParagraph, group_lines, set_sections
from palermo.reporting.exchange.matching import BaseParagraph
from palermo.reporting.exchange.word_reader import Remark, WordFile
from palermo.reporting.models import Report, WordExport
from palermo.reporting.renderers.docx.editing import EXPORT_PROPERTY

SALT = "palermo.reporting.word"
READER = "palermo.reporting.exchange.word_reader"
MOST_UNPACKED = 100 * 1024 * 1024


class EditedFile(NamedTuple):
    """A file that came back: its export, its paragraphs, its comments, and the words of its heads and feet."""

    export: WordExport
    paragraphs: list[FileParagraph]
    remarks: list[Remark]
    margins: list[str]


def sign_export(export: WordExport) -> str:
    """The word by which a file names its export."""
    return signing.dumps([export.pk, export.report_id, export.language], salt=SALT)


def read_export(content: bytes, texts: Sequence[BaseParagraph], headings: dict[str, str]) -> dict[str, object]:
    """What is kept of an exported file: each paragraph with its words as read from it, and all other words."""
    found = _read(content, "")
    paragraphs = group_lines(found["lines"], headings)
    set_sections(paragraphs)
    read = {each.key: each for each in paragraphs if each.keys}
    kept = []
    for text in texts:
        each = read.get(text.key, FileParagraph())
        kept.append({**asdict(text), "read": each.text, "cells": each.cells, "under": each.section})
    others = [each.text for each in paragraphs if not each.keys and not each.is_heading]
    tables = ["\n".join("\t".join(row) for row in each.cells) for each in paragraphs if each.cells and not each.keys]
    return {
        "paragraphs": kept,
        "headings": headings,
        "titles": [[each.heading, each.text] for each in paragraphs if each.heading],
        "others": [*filter(None, others), *tables],
        "margins": found["margins"],
    }


def titles_of(export: WordExport) -> dict[str, str]:
    """The headings as they were exported, in order, by the keys of their sections."""
    kept = export.content["titles"]
    return dict(kept.items() if isinstance(kept, dict) else kept)


def base_of(export: WordExport) -> list[BaseParagraph]:
    """The paragraphs as they were exported."""
    return [
        BaseParagraph(**{**each, "cells": tuple(map(tuple, each["cells"]))}) for each in export.content["paragraphs"]
    ]


def read_edited(report: Report, content: bytes, name: str, language: str) -> EditedFile:
    """Read a file that was exported from this report in this language.

    Refused if it is no Word file, is harmful or too large, or was not exported from this report and language.
    """
    wrong_kind = _("“%(name)s” is not a Word file. Choose the .docx file that was exported here.")
    if check_file(content, name) != WORD:
        raise Refused(wrong_kind % {"name": name})
    found = _read(content, name)
    export = _export_of(report, found, name, language)
    paragraphs = group_lines(found["lines"], export.content["headings"])
    return EditedFile(export, paragraphs, found["remarks"], found["margins"])


def _read(content: bytes, name: str) -> WordFile:
    sentences = {
        "kind": _("“%(name)s” is not a Word file. Choose the .docx file that was exported here."),
        "size": _("“%(name)s” is too large when unpacked. Save it without pictures and upload it again."),
        "entities": _("“%(name)s” declares a document type of its own, as no Word file does. Save it in Word again."),
        "xml": _("“%(name)s” is damaged and cannot be read. Open it in Word, save it and upload it again."),
    }
    try:
        found: WordFile = read_apart(READER, content, name=name, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED)
    except Unreadable as error:
        raise Refused(str(error)) from None
    if found["fault"]:
        raise Refused(sentences[found["fault"]] % {"name": name})
    return found


def _export_of(report: Report, found: WordFile, name: str, language: str) -> WordExport:
    token = found["properties"].get(EXPORT_PROPERTY, "")
    if not token:
        raise Refused(
            _("“%(name)s” does not say which report it was exported from. Export the report here and edit that file.")
            % {"name": name}
        )
    try:
        number, of_report, of_language = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused(_("“%(name)s” was not exported from this site.") % {"name": name}) from None
    if of_report != report.pk:
        other = Report.objects.filter(pk=of_report).first()
        raise Refused(
            _("“%(name)s” is of another report: %(report)s") % {"name": name, "report": other or _("one deleted since")}
        )
    if of_language != language:
        raise Refused(
            _("“%(name)s” is the version in %(found)s. Expected the version in %(expected)s.")
            % {
                "name": name,
                "found": language_in_sentence(of_language),
                "expected": language_in_sentence(language),
            }
        )
    export = WordExport.objects.filter(pk=number, report=report, language=language).first()
    if export is None:
        raise Refused(_("The export that “%(name)s” comes from is no longer kept. Export again.") % {"name": name})
    return export


def time_of(remark: Remark, now: datetime) -> datetime:
    """When a comment was made, as the file says; now where it says nothing that can be."""
    try:
        at = datetime.fromisoformat(remark["at"])
    except ValueError:
        return now
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(at, now)
