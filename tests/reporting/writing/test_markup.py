"""Marks of an officer's text: emphasis, notes, subparagraphs, symbols."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.core.languages import BY_CODE
from palermo.reporting.realization.inline import plain, realize_all
from palermo.reporting.realization.telling import Telling
from palermo.reporting.spoken import NoteCall, Run
from palermo.reporting.writing.links import LinkedText
from palermo.reporting.writing.markup import MarkupError, escape, parse
from palermo.site.docx.text import Style


def spoken(text: str, symbols=()) -> list:
    telling = Telling(BY_CODE["en"])
    lines = [realize_all((line.content,), telling) for line in parse(LinkedText(text), symbols)]
    return [*lines, *[note.content for note in telling.footnotes]]


def test_marks_become_styles_notes_and_subparagraphs():
    text = "See *all* of E/CN.15/2008/17 and decision 16/1.[^Adopted on *27 April* 2007.]\n- First;\n- Second: \\*."
    assert spoken(text, ["16/1"]) == [
        (
            Run("See "),
            Run("all", Style.EMPHASIS),
            Run(" of "),
            Run("E/CN.15/2008/17", Style.SYMBOL),
            Run(" and decision "),
            Run("16/1", Style.SYMBOL),
            Run("."),
            NoteCall(1),
        ),
        (Run("First;"),),
        (Run("Second: *."),),
        (Run("Adopted on "), Run("27 April", Style.EMPHASIS), Run(" 2007.")),
    ]


@pytest.mark.parametrize(("text", "at", "mark"), [("One *two", 5, "*"), ("A note[^without end", 8, "[^")])
def test_marks_without_an_end_say_where_they_begin(text, at, mark):
    with pytest.raises(MarkupError) as raised:
        parse(LinkedText(text))
    assert (raised.value.at, raised.value.mark) == (at, mark)


@given(st.text(max_size=80))
def test_escaped_words_read_as_they_are(words):
    line = " ".join(words.split())
    assert plain(spoken(escape(line))[0]) == line
