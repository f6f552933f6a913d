"""Reports already in a language, entered manually: what the renderers are tried on.

`example("ar")` is a short paper with one of everything; `copies` lengthens it to the size of a real one.
Words are written with marks: {symbol}, [^2] a footnote call, [^*] the call of a note of the first page, *emphasis*,
<<a gap>>.
"""

import re
from dataclasses import replace
from datetime import date

from palermo.core.languages import BY_CODE
from palermo.reporting import spoken
from palermo.reporting.spoken import NoteCall, Run, Spoken
from palermo.reporting.tree import Source
from palermo.site.docx.text import Style
from tests.reporting.spoken_words import WORDS

SYMBOL = "CTOC/COP/2008/7"
HOSTILE = "<script>alert('x')</script> & \"#eval(1)\" $x$ @a *b* _c_ \\u{41} ]]> </w:t>"
KAMPALA = Source("events", "kampala")
BANGKOK = Source("events", "bangkok")
DECISION = Source("decisions", "ccpcj-16-1")
_MARKS = re.compile(r"\{(?P<symbol>[^}]+)\}|\[\^(?P<note>\d+|\*)\]|\*(?P<emphasis>[^*]+)\*|<<(?P<gap>[^>]+)>>")


def words(marked: str) -> Spoken:
    """Runs and note calls from words with marks."""
    made: list[Run | NoteCall] = []
    end = 0
    for mark in _MARKS.finditer(marked):
        made.extend([Run(marked[end : mark.start()])] if mark.start() > end else [])
        kind, text = mark.lastgroup or "", mark[mark.lastgroup or 0]
        made.append(_note_call(text) if kind == "note" else Run(text, Style(kind)))
        end = mark.end()
    return (*made, *([Run(marked[end:])] if end < len(marked) else []))


def _note_call(text: str) -> NoteCall:
    return NoteCall(None, text) if text == "*" else NoteCall(int(text))


def example(code: str, *, copies: int = 1, symbol: str | None = SYMBOL, hostile: bool = False) -> spoken.Report:
    """A paper of three sections in one language."""
    shown = WORDS[code]
    sections = _sections(shown, copies)
    return spoken.Report(
        blueprint="EXAMPLE",
        version=1,
        cutoff=date(2008, 1, 31),
        language=BY_CODE[code],
        masthead=_masthead(code, shown, symbol),
        title=(Run(HOSTILE), *words(shown["title"])) if hostile else words(shown["title"]),
        subtitle=words(shown["subtitle"]),
        summary=(spoken.Paragraph("summary", None, words(shown["summary"]), (DECISION,), ()),),
        sections=sections,
        footnotes=tuple(
            spoken.Footnote(number, words(note))  # type: ignore[arg-type]  # no note is called in a note
            for number, note in enumerate(shown["notes"][1:], start=1)
        ),
        marked_notes=(spoken.Footnote(None, words(shown["notes"][0]), "*"),),  # type: ignore[arg-type]  # as above
        labels=spoken.Labels(*shown["labels"]),
        has_contents=True,
        words=1200,
        word_limit=8500,
        problems=(),
    )


def _masthead(code: str, wording: dict, symbol: str | None) -> spoken.Masthead:
    return spoken.Masthead(
        organ=words(wording["organ"]),
        symbol=symbol,
        symbol_line=(Run(symbol, Style.SYMBOL),) if symbol else words(wording["pending"]),
        distribution=words(wording["distribution"]),
        date=words(wording["date"]),
        original=words(wording["original"]),
        session=words(wording["session"]),
        place_and_dates=words(wording["place"]),
        agenda_item=words(wording["item"]),
        organization=words(wording["organization"]),
        subsidiary=words(wording["subsidiary"]),
        version=None if code == "en" else words(wording["version"]),
        agenda_item_title=words(wording["item_title"]),
        particulars_language="en" if code in ("ar", "zh", "ru") else "",
        original_language="en",
        body="ccpcj",
        issued_on=date(2008, 3, 25),
    )


def _sections(wording: dict, copies: int) -> tuple[spoken.Section, ...]:
    numbers = iter(range(1, 1000))
    introduction = [_paragraph(f"intro-{at}", next(numbers), text) for at, text in enumerate(wording["introduction"])]
    committee = []
    for copy in range(copies):
        again = [re.sub(r"\[\^\d+\]", "", text) if copy else text for text in wording["committee"]]
        committee += [_paragraph(f"committee-{copy}-{at}", next(numbers), text) for at, text in enumerate(again)]
    advice = _with_subparagraphs(wording, next(numbers))
    closing = _paragraph("closing", next(numbers), wording["closing"])
    return (
        _section("introduction", wording, 0, introduction),
        _section("committee", wording, 1, committee),
        _section("advice", wording, 2, [_table(wording), advice, closing]),
    )


def _paragraph(key: str, number: int, text: str) -> spoken.Paragraph:
    sources = (DECISION,) if number == 1 else (KAMPALA, BANGKOK)
    return spoken.Paragraph(key, number, words(text), sources, ())


def _with_subparagraphs(wording: dict, number: int) -> spoken.Paragraph:
    items = zip(wording["sublabels"], wording["subparagraphs"], strict=True)
    subparagraphs = tuple(spoken.Subparagraph(label, words(text), (BANGKOK,)) for label, text in items)
    return spoken.Paragraph("advice", number, words(wording["advice"]), (), subparagraphs)


def _section(key: str, wording: dict, at: int, blocks: list) -> spoken.Section:
    counted = [block.number for block in blocks if isinstance(block, spoken.Paragraph)]
    label, title = wording["titles"][at]
    return spoken.Section(key, label, words(title), tuple(blocks), counted[0], counted[-1])


def _table(wording: dict) -> spoken.Table:
    rows = tuple(tuple(words(cell) for cell in row) for row in wording["rows"])
    headings = tuple(words(heading) for heading in wording["headings"])
    return spoken.Table("events", words(wording["caption"]), headings, rows, (KAMPALA,))


def unusual() -> spoken.Report:
    """What a report may also be: notes in headings, a summary in points, a table without rows, few parts."""
    report = example("en", symbol=None)
    introduction, committee, advice = report.sections
    first = replace(introduction.blocks[0], content=(Run("One paragraph."),))
    bare = replace(advice.blocks[0], rows=(), caption=(Run("Nothing yet"), NoteCall(3)))
    body = replace(advice.blocks[1], number=None)
    masthead = replace(
        report.masthead, agenda_item=None, agenda_item_title=None, date=None, session=None, issued_on=None
    )
    return replace(
        report,
        masthead=masthead,
        title=(Run("Progress"), NoteCall(None, "*")),
        subtitle=(),
        summary=(replace(body, content=(Run("In short:"),)),),
        sections=(
            replace(introduction, title=(*introduction.title, NoteCall(1)), blocks=(first,)),
            replace(committee, title=(Run("On "), Run("E/CN.15/2008/1", Style.SYMBOL), NoteCall(2)), blocks=()),
            replace(advice, blocks=(bare, body), first_paragraph=None, last_paragraph=None),
        ),
    )
