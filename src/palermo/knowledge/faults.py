"""Why a file could not be read, in the reader's language: by the kinds of fault of `harmonise`."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from harmonise.errors import HarmoniseError, InvalidLayout

from palermo.core.languages import LANGUAGES, active_language
from palermo.core.speech.instants import ISOLATED
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText

# Columns beyond these are counted only.
MOST_NAMED = 8
INVALID_LAYOUT = "invalid-layout"

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
    INVALID_LAYOUT: gettext_lazy("The layout of this dataset cannot be used. Please contact the secretariat."),
}


def kind_of(error: Exception) -> str:
    """The kind of fault; empty for one that is not known here."""
    if isinstance(error, HarmoniseError) and error.fault:
        return error.fault
    return "" if isinstance(error, HarmoniseError) and not isinstance(error, InvalidLayout) else INVALID_LAYOUT


def sentences_on(kind: str, words: Mapping[str, Any]) -> MultilingualText:
    """What a reader is shown of a fault, in six languages; where its kind is not known, that the file was not read."""
    reason = {}
    for language in LANGUAGES:
        with override(language.django_code):
            reason[language.code] = _say(kind, words)
    return MultilingualText(reason)


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


def _list_columns(names: list[str]) -> str:
    shown = [_aside(name) for name in names[:MOST_NAMED]]
    if more := len(names) - len(shown):
        shown.append(_("%(number)d more") % {"number": more})
    return format_list(shown, active_language().code)


def _aside(words: str) -> str:
    """Names from the file, which are written from left to right, within Arabic."""
    return ISOLATED.format(words) if active_language().right_to_left else words
