"""From nodes to words: styles survive, footnotes follow the reading, gaps are marked, paragraphs are counted."""

from datetime import date

import pytest

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, CODES
from palermo.core.text import MultilingualText
from palermo.reporting import spoken, tree
from palermo.reporting.realization.inline import plain, realize, realize_all
from palermo.reporting.realization.labels import annex_label, section_label, subparagraph_label
from palermo.reporting.realization.reports import speak
from palermo.reporting.realization.telling import Telling
from palermo.reporting.realization.words import count_words
from palermo.reporting.spoken import NoteCall, Problem, Run
from palermo.reporting.tree import Day, Emphasis, Fact, Listed, Message, Note, RecordText, Source, Symbol
from palermo.site.docx.text import Style

KAMPALA = Source("events", "kampala-2007")
TITLE = RecordText(MultilingualText({"en": "Regional event", "fr": "Manifestation"}), KAMPALA, "title")
AUGUST = PartialDate(date(2007, 8, 1))
FACTS = (Fact("events", "kampala-2007", "title"),)


def telling(lang: str = "en") -> Telling:
    return Telling(BY_CODE[lang])


def paragraph(key: str, *, numbered: bool = True) -> tree.Paragraph:
    """A paragraph that says the title."""
    return tree.Paragraph(key, (tree.Clause(TITLE, FACTS),), numbered=numbered)


def in_all(words: str) -> RecordText:
    return RecordText(MultilingualText(dict.fromkeys(CODES, words)), KAMPALA, "name")


def report(*blocks: tree.Block, summary: tuple[tree.Paragraph, ...] = (), limit: int | None = None) -> tree.Report:
    """A paper with two sections, the second one with `blocks`."""
    return tree.Report(
        blueprint="example",
        version=1,
        cutoff=date(2008, 1, 31),
        masthead=tree.Masthead((TITLE,), None, (TITLE,), None, "en"),
        title=(TITLE,),
        subtitle=(TITLE,),
        summary=summary,
        sections=(
            tree.Section("first", (TITLE,), (paragraph("one"),)),
            tree.Section("second", (TITLE,), blocks),
        ),
        word_limit=limit,
    )


def test_symbol_keeps_its_style_inside_a_sentence():
    sentence = Message("briefing.decision", {"number": Symbol("16/2"), "title": TITLE, "date": Day(AUGUST)})
    assert realize(sentence, telling()) == (
        Run("Decision "),
        Run("16/2", Style.SYMBOL),
        Run(", “Regional event”, on 1 August 2007."),
    )


@pytest.mark.parametrize(
    ("lang", "end"),
    [
        ("en", ("Protocol.", 1, "")),
        ("zh", ("Protocol。", 1, "")),
        ("fr", ("Protocol", 1, ".")),
        ("es", ("Protocol", 1, ".")),
        ("ru", ("Protocol", 1, ".")),
        ("ar", ("Protocol", 1, ".")),
    ],
)
def test_footnote_is_called_where_the_language_calls_it(lang, end):
    name = in_all("Protocol")
    args = {"purpose": name, "has_treaty": "yes", "treaty": name, "has_note": "yes", "note": Note((name,))}
    shown = realize(Message("progress.aim", {**args, "initiative": name}), telling(lang))
    call = next(at for at, part in enumerate(shown) if isinstance(part, NoteCall))
    before, after = shown[call - 1].text, "".join(part.text for part in shown[call + 1 :])
    assert (before[-len(end[0]) :], shown[call].number, after) == end


def test_footnotes_are_numbered_in_the_order_of_reading():
    teller = telling()
    first, second = Note((Symbol("A"),)), Note((Symbol("B"),))
    # The arguments come in the other order than the sentence.
    shown = realize(Message("common.place_and_dates", {"dates": second, "place": first}), teller)
    assert [part.number for part in shown if isinstance(part, NoteCall)] == [1, 2]
    assert [plain(note.content) for note in teller.footnotes] == ["A", "B"]


@pytest.mark.parametrize(
    ("lang", "gap"),
    [
        ("ar", "[غير متاح بالعربية بعد: عنوان المناسبة «Regional event»]"),
        ("zh", "[活动“Regional event”的标题尚无中文本]"),
        ("ru", "[на русском языке пока нет: название мероприятия «Regional event»]"),
        ("es", "[aún no disponible en español: título del acto “Regional event”]"),
    ],
)
def test_missing_text_is_a_gap_and_a_problem(lang, gap):
    teller = telling(lang)
    teller.where = "kampala-2007"
    assert realize(TITLE, teller) == (Run(gap, Style.GAP),)
    what = "title of events/kampala-2007 is missing in this language"
    assert teller.problems == [Problem("kampala-2007", lang, what, missing=Fact("events", "kampala-2007", "title"))]


def test_text_that_the_grammar_leaves_out_is_not_missed():
    teller = telling("ar")
    only_english = RecordText(MultilingualText({"en": "In Vienna"}), KAMPALA, "capacity")
    args = {"organisation": in_all("OSCE"), "capacity": only_english}
    assert plain(realize(Message("progress.member", args), teller)) == "OSCE"
    assert teller.problems == []


def test_clause_without_facts_is_refused():
    with pytest.raises(ValueError, match="expected the facts that a clause states, found none"):
        tree.Clause(TITLE, ())


def test_text_of_the_record_is_never_syntax():
    hostile = RecordText(MultilingualText({"en": "{number} '{' \U000f0000 #"}), KAMPALA, "title")
    shown = realize(Message("briefing.to_approve", {"title": hostile}), telling())
    assert plain(shown) == "{number} '{' \U000f0000 #."


def test_sentences_begin_with_a_capital_and_stand_apart():
    sentence = Message("briefing.last", {"days": tree.DayList((date(2007, 8, 1),))})
    begins = Message("briefing.to_approve", {"title": Day(AUGUST)})
    month = Message("common.on_days", {"days": tree.DayList((date(2007, 8, 1),))})
    assert plain(realize_all((month, sentence, begins), telling())) == (
        "On 1 August 2007 The last consultation before that date was held on 1 August 2007. 1 August 2007."
    )
    assert plain(realize_all((begins, begins), telling("zh"))) == "2007年8月1日。2007年8月1日。"


def test_list_parts_items_that_have_commas_inside():
    one, two = (RecordText(MultilingualText({"en": text}), KAMPALA, "title") for text in ("a, b", "c"))
    assert plain(realize(Listed((one, two)), telling())) == "a, b; and c"


def test_emphasis_leaves_symbols_as_they_are():
    assert realize(Emphasis((TITLE, Symbol("16/1"))), telling()) == (
        Run("Regional event ", Style.EMPHASIS),
        Run("16/1", Style.SYMBOL),
    )


def test_paragraphs_are_counted_through_the_report_and_the_summary_is_not():
    numbered, unnumbered = paragraph("two"), paragraph("aside", numbered=False)
    table = tree.Table("table", (TITLE,), ((TITLE,),), (((TITLE,),),))
    shown = speak(report(unnumbered, table, numbered, summary=(unnumbered,)), "en")
    assert [p.number for p in shown.summary] == [None]
    blocks = [block for section in shown.sections for block in section.blocks]
    assert [block.number for block in blocks if isinstance(block, spoken.Paragraph)] == [1, None, 2]
    assert [(s.label, s.first_paragraph, s.last_paragraph) for s in shown.sections] == [("I.", 1, 1), ("II.", 2, 2)]


@pytest.mark.parametrize(
    ("lang", "sections", "subparagraphs"),
    [
        ("en", ["I.", "II.", "IX.", "XIV."], ["(a)", "(b)", "(i)"]),
        ("fr", ["I.", "II.", "IX.", "XIV."], ["a)", "b)", "i)"]),
        ("es", ["I.", "II.", "IX.", "XIV."], ["a)", "b)", "i)"]),
        ("ru", ["I.", "II.", "IX.", "XIV."], ["a)", "b)", "i)"]),
        ("zh", ["一.", "二.", "九.", "十四."], ["(a)", "(b)", "(i)"]),
        ("ar", ["أولا-", "ثانيا-", "تاسعا-", "رابع عشر-"], ["(أ)", "(ب)", "(ط)"]),
    ],
)
def test_sections_and_subparagraphs_are_labelled_as_the_language_does(lang, sections, subparagraphs):
    assert [section_label(number, lang) for number in (1, 2, 9, 14)] == sections
    assert [subparagraph_label(number, lang) for number in (1, 2, 9)] == subparagraphs


def test_labels_go_on_behind_the_last_letter_and_the_last_ordinal():
    assert [subparagraph_label(number, "en") for number in (26, 27, 53)] == ["(z)", "(aa)", "(aaa)"]
    assert [subparagraph_label(number, "ar") for number in (22, 23)] == ["(ت)", "(أأ)"]
    assert [section_label(number, "ar") for number in (20, 21)] == ["عشرون-", "21-"]
    assert [annex_label(number, 12, "ar") for number in (10, 11)] == ["المرفق العاشر", "المرفق 11"]


def test_words_are_counted_as_a_word_processor_does_and_chinese_by_characters():
    assert count_words("Two words – and 16/1.", "Vienna") == 5
    assert count_words("维也纳论坛 UN.GIFT") == 4  # five characters are three words


def test_too_long_a_report_is_a_problem():
    long = speak(report(paragraph("two"), limit=5), "en")
    # Title, subtitle, two headings, two paragraphs of two words each.
    assert (long.words, long.problems) == (12, (Problem("length", "en", "12 words, 7 more than the limit of 5"),))
    assert speak(report(paragraph("two"), limit=12), "en").problems == ()


@pytest.mark.parametrize(
    ("lang", "pending"),
    [("en", "Symbol pending"), ("fr", "Cote à attribuer"), ("zh", "文号待定"), ("ar", "الرمز قيد التحديد")],
)
def test_symbol_is_pending_until_there_is_one(lang, pending):
    head = speak(report(), lang).masthead
    assert (head.symbol, plain(head.symbol_line)) == (None, pending)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("ar", "نوقش ونوقش عُقدت مناسبة واحدة: نوقش"), ("ru", "نوقش نوقش Состоялось одно мероприятие: نوقش")],
)
def test_arabic_joins_sentences_of_the_record_except_behind_a_colon(lang, expected):
    sentence = tree.Clause(in_all("نوقش"), FACTS)
    lead = tree.Clause(Message("briefing.events_ended", {"count": 1}), FACTS)
    shown = speak(report(tree.Paragraph("account", (sentence, sentence, lead, sentence))), lang)
    assert plain(shown.sections[1].blocks[0].content) == expected


def test_gap_stands_alone_in_arabic():
    shown = speak(
        report(tree.Paragraph("account", (tree.Clause(in_all("نوقش"), FACTS), tree.Clause(TITLE, FACTS)))), "ar"
    )
    assert plain(shown.sections[1].blocks[0].content) == "نوقش [غير متاح بالعربية بعد: عنوان المناسبة «Regional event»]"
