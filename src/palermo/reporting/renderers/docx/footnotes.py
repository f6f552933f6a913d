"""The footnotes part, which python-docx does not know: the notes, and the two rules that stand above notes."""

from collections.abc import Mapping
from operator import itemgetter

from palermo.reporting.renderers.docx.text import note_id, number_runs, spoken_runs
from palermo.reporting.spoken import Footnote, Report
from palermo.site.docx.faces import Face
from palermo.site.docx.notes import footnotes_part, raised_run
from palermo.site.docx.text import paragraph, run
from palermo.site.docx.xml import Element, w, words


def footnotes(report: Report, face: Face, ids: Mapping[int, int]) -> Element:
    """The whole footnotes part: footnotes, which Word numbers, and notes that bring their own mark.

    They stand in the order of their numbers in the document, which `ids` holds.
    """
    notes = [(ids[note_id(note)], note) for note in (*report.marked_notes, *report.footnotes) if note_id(note) in ids]
    return footnotes_part([_note(key, note, face) for key, note in sorted(notes, key=itemgetter(0))])


def _note(key: int, note: Footnote, face: Face) -> Element:
    mark = [raised_run(face, words(note.mark))] if note.mark else number_runs(note, w("footnoteRef"), face)
    return w("footnote", paragraph("FootnoteText", [*mark, run(" ", face), *spoken_runs(note.content, face)]), id=key)
