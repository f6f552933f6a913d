"""The text of an issued report with the asterisk and the note of a reissue for technical reasons."""

from dataclasses import replace
from datetime import date

from palermo.core.dates import PartialDate
from palermo.core.languages import Language
from palermo.library.symbols import REISSUED
from palermo.reporting import spoken, tree
from palermo.reporting.realization.inline import realize_all
from palermo.reporting.realization.telling import Telling


def reissue_text(report: spoken.Report, symbol: str, on: date) -> spoken.Report:
    """The text of a report with an asterisk behind its symbol, or its title, and a note that says why.

    Notes of the first page that have asterisks already get more of them.
    """
    marks = len(symbol) - len(symbol.rstrip(REISSUED)) or 1
    call = spoken.NoteCall(None, REISSUED * marks)
    head = report.masthead
    line = (*_without_reissue(head.symbol_line or ()), call) if symbol else None
    head = replace(
        head,
        symbol=symbol or None,
        symbol_line=line,
        agenda_item=_shift(head.agenda_item),
        changes=head.symbol or "",
        changes_on=head.issued_on,
    )
    note = spoken.Footnote(None, _note(report.language, on), call.mark)
    kept = report.marked_notes[marks - 1 :] if marks > 1 else report.marked_notes
    notes = tuple(replace(each, mark=each.mark + REISSUED) for each in kept)
    title = report.title if symbol else (*report.title, call)
    return replace(report, masthead=head, title=title, marked_notes=(note, *notes))


def _without_reissue(line: spoken.Spoken) -> spoken.Spoken:
    return tuple(part for part in line if not isinstance(part, spoken.NoteCall))


def _shift(words: spoken.Spoken | None) -> spoken.Spoken | None:
    if words is None:
        return None
    return tuple(
        replace(part, mark=part.mark + REISSUED) if isinstance(part, spoken.NoteCall) else part for part in words
    )


def _note(language: Language, on: date) -> tuple[spoken.Run, ...]:
    sentence = tree.Message("changes.reissued", {"day": tree.Day(PartialDate(on))})
    return tuple(part for part in realize_all((sentence,), Telling(language)) if isinstance(part, spoken.Run))
