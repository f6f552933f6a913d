"""Why a file could not be read, in the reader's language: by the kinds of fault of `harmonise`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from harmonise.errors import FAULTS, HarmoniseError, InvalidLayout

from palermo.core.languages import active_language
from palermo.core.limited_process.starting import Unreadable
from palermo.core.refusals import Refused
from palermo.core.speech.instants import ISOLATED
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText
from palermo.knowledge.reasons import in_all_languages

# Columns beyond these are counted only.
MOST_NAMED = 8
INVALID_LAYOUT, UNREAD, OTHER = "invalid-layout", "unread", "other"
# Words of a fault that stand in the file itself: names of sheets and columns.
OF_THE_FILE = ("sheet", "column")


class FaultReport(NamedTuple):
    """Why a file is returned: the rule, the reason without a word of the file, and both with what the file says.

    `quoting` is the reason that names headings and sheets; `technical` is what the program says, in English, where no
    sentence does.
    """

    rule: str
    reason: MultilingualText
    quoting: MultilingualText
    technical: str = ""


SENTENCES: dict[str, str | Promise] = {
    "other-kind": gettext_lazy("Files of this kind cannot be read. Use a file with one of these endings: %(kinds)s."),
    "old-workbook": gettext_lazy(
        "The file is a workbook of an older kind, or has a password. Save it as .xlsx without a password."
    ),
    "misnamed-workbook": gettext_lazy(
        "The name of the file ends in %(ending)s, but the file is a workbook. Change the ending to .xlsx."
    ),
    "no-workbook": gettext_lazy(
        "The file cannot be opened as a workbook, or has a password. Save it again as .xlsx without a password."
    ),
    "large-workbook": gettext_lazy("Unpacked, the file may have at most %(most)s; it has %(found)s."),
    "broken-sheet": gettext_lazy("The sheet %(sheet)s is damaged. Save the workbook again."),
    "no-header": gettext_lazy("There is no row of headings within the first 20 rows."),
    "no-header-in-sheets": gettext_lazy(
        "There is no row of headings within the first 20 rows of a sheet. Sheets expected: %(sheets)s."
    ),
    "empty-file": gettext_lazy("The file is empty. A row of headings and rows of data are expected."),
    "unread-rows": gettext_lazy(
        "No rows can be read after line %(line)s. Check whether a quotation mark is closed there."
    ),
    "large-json": gettext_lazy("A JSON file may have at most %(most)s; this one has %(found)s. Export it in parts."),
    "no-json": gettext_lazy("The file is not JSON in UTF-8."),
    "broken-json": gettext_lazy("The file is not valid JSON; the fault is in line %(line)s."),
    "no-records": gettext_lazy("A list of records is expected; the file has none."),
    "no-fields": gettext_lazy("The records in the file have no fields."),
    "no-memory": gettext_lazy(
        "The check of the column %(column)s needs more memory than is allowed. Hand in the data in several files."
    ),
    "wide-table": gettext_lazy(
        "The headings of the file seem to be labels, with figures below them. The layout %(layout)s has one figure a "
        "row, in the column %(figure)s. Turn the columns into rows and hand in the file again."
    ),
    UNREAD: gettext_lazy(
        "The file is damaged, or takes too much time or memory to read. Save it again in the program that created it, "
        "without embedded content, and hand it in again."
    ),
    "password": gettext_lazy("The file has a password. Save it without one."),
    "packed-file": gettext_lazy("The file is a packed archive. Unpack it and hand in the table in it."),
    "text-as-workbook": gettext_lazy(
        "The name of the file is that of a workbook, but it holds text or a web page. Save it as .xlsx or as .csv."
    ),
    "identifies-persons": gettext_lazy(
        "These columns of the file identify persons: %(columns)s. Remove them, replace names with pseudonyms on your "
        "own computer with “harmonise pseudonymise”, or submit aggregate data."
    ),
    "far-cells": gettext_lazy(
        "The sheet has a cell in column %(column)s of %(rows)s rows; it may have at most %(most)s cells from the first "
        "to the last. Delete what stands far away from the table."
    ),
    "long-cell": gettext_lazy("A cell is longer than %(most)s characters. Check whether a quotation mark is closed."),
    "many-columns": gettext_lazy("A table may have at most %(most)s columns; this one has %(found)s."),
    INVALID_LAYOUT: gettext_lazy("The layout of this dataset cannot be used. Please contact the secretariat."),
}


def explain_fault(error: HarmoniseError | Refused) -> FaultReport:
    """Why a file is returned, in six languages: once for good, and once for those who handed it in."""
    if isinstance(error, Unreadable):
        reason = sentences_on(UNREAD, {})
        return FaultReport(UNREAD, reason, reason, error.reason)
    if isinstance(error, Refused):
        reason = in_all_languages(lambda: str(error))
        return FaultReport(OTHER, reason, reason)
    rule = INVALID_LAYOUT if isinstance(error, InvalidLayout) else error.fault if error.fault in FAULTS else OTHER
    reason, quoting = sentences_on(rule, _without_content(rule, error.words)), sentences_on(rule, error.words)
    return FaultReport(rule, reason, quoting, "" if rule in FAULTS else str(error))


def _without_content(rule: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a fault without those of the file: unknown headings are counted, since one can be a row of data."""
    unknown = words.get("unknown")
    counted = {"unknown": len(unknown)} if isinstance(unknown, list) else {}
    # Of cells far away, the column is a letter.
    left_out = {name: "…" for name in OF_THE_FILE if name in words and rule != "far-cells"}
    return {**words, **counted, **left_out}


def sentences_on(kind: str, words: Mapping[str, Any]) -> MultilingualText:
    """What a reader is shown of a fault, in six languages; where its kind is not known, that the file was not read."""
    return in_all_languages(lambda: _say(kind, words))


def _say(kind: str, words: Mapping[str, Any]) -> str:
    if kind == "wrong-layout":
        return _say_wrong_layout(words)
    if kind not in SENTENCES:
        return _("The file could not be read.")
    return str(SENTENCES[kind]) % {name: _aside(str(each)) for name, each in words.items()}


def _say_wrong_layout(words: Mapping[str, Any]) -> str:
    """Each on a line: how far the headings fit, which are missing, which are unknown, what fits better."""
    lines = [
        _("The headings of the file are not those of the layout %(layout)s: %(there)s of %(all)s were found.")
        % {name: _aside(str(words[name])) for name in ("layout", "there", "all")}
    ]
    if missing := words["missing"]:
        lines.append(_("Missing columns: %(columns)s.") % {"columns": _list_columns(missing)})
    if unknown := words["unknown"]:
        lines.append(_("Unknown columns: %(columns)s.") % {"columns": _list_columns(unknown)})
    if nearest := words["nearest"]:
        lines.append(_("The file seems to have the layout %(layout)s.") % {"layout": _aside(nearest)})
    return "\n".join(lines)


def _list_columns(names: list[str] | int) -> str:
    """Headings by name, or how many they are where they are not to be named."""
    if isinstance(names, int):
        return str(names)
    shown = [_aside(name) for name in names[:MOST_NAMED]]
    if more := len(names) - len(shown):
        shown.append(_("%(number)d more") % {"number": more})
    return format_list(shown, active_language().code)


def _aside(words: str) -> str:
    """Names from the file, which are written from left to right, within Arabic."""
    return ISOLATED.format(words) if active_language().right_to_left else words
