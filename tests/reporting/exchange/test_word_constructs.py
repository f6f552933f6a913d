"""Files as Word writes them: words cut into runs, marks that moved, wrappers, fields, tracked changes, threads."""

import re

import pytest
from docx.oxml.ns import qn
from lxml import etree

from palermo.accounts.states import Role
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.structure import add_paragraph
from palermo.reporting.actions.suggestions import AcceptedAll, accept_all
from palermo.reporting.actions.writing import write_text
from palermo.reporting.building import draft_of
from palermo.reporting.models import ParagraphComment, Report, StrayComment
from palermo.reporting.writing.suggestions import Reviewer
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import WordFile, element, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."
EDITED = FIRST.replace("met once", "met twice")
TEXT = "The Committee met in *Lyon*.[^See A/RES/55/25.] It:\n- agreed;\n- adjourned."
DATE = 'w:date="2008-01-30T10:00:00Z"'


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def own(report, officer):
    """A paragraph of an officer with emphasis, a footnote and subparagraphs."""
    row = add_paragraph(report, "since", by=officer)
    write_text(report, row.key, "en", TEXT, base=0, by=officer)
    return row


def round_trip(report, officer, *changes, language="en"):
    exported = export_for_editing(report, language, by=officer)
    file = WordFile(exported.content)
    for change in changes:
        change(file)
    return import_edited(report, file.bytes(), "report.docx", language, by=officer)


def found(made):
    return [(each.kind, each.text) for each in made.suggestions.all()]


def shown(report, language="en"):
    reviewer = Reviewer(draft_of(Report.objects.get(pk=report.pk)).writing, language)
    pieces = [piece for part in reviewer.writing.parts for piece in part.pieces if not piece.is_removed]
    return [reviewer.current_text(piece) for piece in pieces]


# What Word does to a file that nobody edited.


def cut_runs(file):
    """Each run in several, with the marks of a session of editing and of the proofreader."""
    for number, run in enumerate([*file.root.iter(qn("w:r"))]):
        texts = run.findall(qn("w:t"))
        run.set(qn("w:rsidRPr"), f"00{number:06X}")
        if len(texts) != 1 or len(texts[0].text or "") < 4 or run.find(qn("w:fldChar")) is not None:
            continue
        words, properties = texts[0].text, run.find(qn("w:rPr"))
        source = etree.tostring(properties).decode() if properties is not None else ""
        cuts = [words[: len(words) // 3], words[len(words) // 3 : len(words) // 2], words[len(words) // 2 :]]
        for at, part in enumerate(cuts):
            made = element(f'<w:r w:rsidR="00AB{number:04X}">{source}<w:t xml:space="preserve"/></w:r>')
            made.find(qn("w:t")).text = part
            run.addprevious(element(f'<w:proofErr w:type="{"spellStart" if at else "gramStart"}"/>'))
            run.addprevious(made)
            run.addprevious(element(f'<w:proofErr w:type="{"spellEnd" if at else "gramEnd"}"/>'))
        run.getparent().remove(run)


def break_lines(file):
    """What Word remembers of its last layout."""
    for run in file.root.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            run.find(qn("w:t")).addprevious(element("<w:lastRenderedPageBreak/>"))


def move_bookmarks(file):
    """Ends of bookmarks at the beginning of the next paragraph, or between paragraphs; and one of Word's own."""
    for number, end in enumerate([*file.root.iter(qn("w:bookmarkEnd"))]):
        paragraph = end.getparent()
        following = paragraph.getnext()
        if paragraph.tag != qn("w:p") or following is None or following.tag != qn("w:p") or number % 3 == 2:
            continue
        if number % 3 == 0:
            paragraph.addnext(end)
        else:
            properties = following.find(qn("w:pPr"))
            properties.addnext(end)
    first = file.paragraph(FIRST)
    first.find(qn("w:pPr")).addnext(element('<w:bookmarkStart w:id="0" w:name="_GoBack"/>'))
    first.append(element('<w:bookmarkEnd w:id="0"/>'))


def wrap_blocks(file):
    """A paragraph in a content control, its words in another, in a smart tag, in custom XML and in a link."""
    paragraph = file.paragraph(FIRST)
    control = element(
        '<w:sdt><w:sdtPr><w:alias w:val="Text"/><w:id w:val="12"/><w:placeholder><w:docPart w:val="Click here"/>'
        "</w:placeholder><w:text/></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    paragraph.addprevious(control)
    control.find(qn("w:sdtContent")).append(paragraph)
    run = paragraph.find(qn("w:r"))
    tag = element(
        '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"><w:smartTagPr>'
        '<w:attr w:name="x" w:val="1"/></w:smartTagPr><w:customXml w:element="y"><w:hyperlink w:anchor="_x"/>'
        "</w:customXml></w:smartTag>"
    )
    run.addprevious(tag)
    tag.find(f".//{qn('w:hyperlink')}").append(run)


def divide_words(file):
    """Where a word may be divided, as Word and as LibreOffice write it."""
    (text,) = [
        each for each in file.root.iter(qn("w:t")) if "Steering" in (each.text or "") and FIRST in text_of_run(each)
    ]
    before, after = text.text.split("Steering")
    text.text = f"{before}Steer"
    run = text.getparent()
    run.append(element("<w:softHyphen/>"))
    run.append(element(f'<w:t xml:space="preserve">ing{after.replace("Committee", "Com\u00admittee")}</w:t>'))


def text_of_run(text):
    return text_of(text.getparent().getparent())


def format_only(file):
    """A tracked change of format alone, of a run and of a paragraph."""
    run = file.paragraph(FIRST).find(qn("w:r"))
    run.insert(0, element(f'<w:rPr><w:b/><w:rPrChange w:id="31" w:author="Ada" {DATE}><w:rPr/></w:rPrChange></w:rPr>'))
    file.paragraph(FIRST).find(qn("w:pPr")).append(
        element(
            f'<w:pPrChange w:id="32" w:author="Ada" {DATE}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
        )
    )


def strict(file):
    """Saved as "Strict Open XML Document"."""
    for name, part in file.parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            file.parts[name] = as_strict(part)
    usual = file.bytes

    def strict_bytes():
        root = etree.tostring(file.root)
        file.root = etree.fromstring(as_strict(root))
        return usual()

    file.bytes = strict_bytes


def as_strict(part):
    return part.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


HABITS = [cut_runs, break_lines, move_bookmarks, wrap_blocks, divide_words, format_only, strict]


@pytest.mark.parametrize("habit", HABITS)
def test_what_word_does_to_a_file_is_no_change(report, officer, own, habit):
    made = round_trip(report, officer, habit)
    assert (found(made), made.leftovers, StrayComment.objects.count()) == ([], [], 0)
    assert len(made.unchanged) == len(made.export.content["paragraphs"])


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_all_of_it_together_is_no_change_in_other_languages(report, officer, language):
    def move(file):
        for end in [*file.root.iter(qn("w:bookmarkEnd"))]:
            if end.getparent().tag == qn("w:p"):
                end.getparent().addnext(end)

    made = round_trip(report, officer, cut_runs, break_lines, move, language=language)
    assert found(made) == []


@pytest.mark.parametrize("habit", HABITS)
def test_an_edit_is_recognized_among_what_word_does(report, officer, own, habit):
    def change(file):
        file.replace("met once", "met twice")
        file.replace("agreed;", "agreed fully;")

    made = round_trip(report, officer, change, divide_edited if habit is divide_words else habit_on_edited(habit))
    assert found(made) == [("changed", TEXT.replace("agreed;", "agreed fully;")), ("changed", EDITED)]


def habit_on_edited(habit):
    """The habit on the paragraph as it was edited."""

    def act(file):
        (text,) = [each for each in file.root.iter(qn("w:t")) if each.text == EDITED]
        text.text = FIRST
        habit(file)
        for each in file.root.iter(qn("w:t")):
            each.text = (each.text or "").replace("met once", "met twice").replace(" once", " twice")
        return file

    return act


def divide_edited(file):
    (text,) = [each for each in file.root.iter(qn("w:t")) if each.text == EDITED]
    text.text = text.text.replace("Steering", "Steer\u00ading")


# Tracked changes.


def ins(words, author="Ada Editor", number=41):
    return element(
        f'<w:ins w:id="{number}" w:author="{author}" {DATE}><w:r w:rsidR="00AA"><w:t xml:space="preserve">{words}</w:t>'
        "</w:r></w:ins>"
    )


def delete_words(run, words, author, number):
    """Words of a run as a tracked deletion; gives it."""
    text = run.find(qn("w:t"))
    before, after = text.text.split(words, 1)
    text.text = before
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    gone = element(
        f'<w:del w:id="{number}" w:author="{author}" {DATE}><w:r><w:delText xml:space="preserve">{words}'
        "</w:delText></w:r></w:del>"
    )
    run.addnext(gone)
    gone.addnext(element(f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r>'))
    return gone


def test_a_tracked_replacement_is_proposed_by_both_of_its_authors(report, officer):
    def change(file):
        gone = delete_words(file.paragraph(FIRST).find(qn("w:r")), "once", "Ada Editor", 41)
        gone.addnext(ins("twice", "Boris Reviser", 42))

    made = round_trip(report, officer, change)
    assert [(each.kind, each.text, each.by_name, each.by) for each in made.suggestions.all()] == [
        ("changed", EDITED, "Ada Editor; Boris Reviser", None)
    ]


def test_an_insertion_that_another_editor_deleted_is_no_change(report, officer):
    def change(file):
        added = ins("lately ")
        inner = added.find(qn("w:r"))
        inner.find(qn("w:t")).tag = qn("w:delText")
        gone = element(f'<w:del w:id="43" w:author="Boris Reviser" {DATE}/>')
        gone.append(inner)
        added.append(gone)
        file.paragraph(FIRST).append(added)

    assert found(round_trip(report, officer, change)) == []


def test_a_tracked_move_is_a_move_by_its_author(report, officer):
    before = shown(report)
    at = before.index(FIRST)
    behind = before[at + 1].split("\n")[-1].removeprefix("- ")

    def change(file):
        source = file.paragraph(FIRST)
        target = element(etree.tostring(source).decode())
        for each in [*target.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
            each.getparent().remove(each)
        for paragraph, kind in ((source, "moveFrom"), (target, "moveTo")):
            for run in paragraph.findall(qn("w:r")):
                wrapper = element(f'<w:{kind} w:id="51" w:author="Ada Editor" {DATE}/>')
                run.addprevious(wrapper)
                wrapper.append(run)
            mark = element(f'<w:rPr><w:{kind} w:id="52" w:author="Ada Editor" {DATE}/></w:rPr>')
            paragraph.find(qn("w:pPr")).append(mark)
            start = element(f'<w:{kind}RangeStart w:id="53" w:name="move1" w:author="Ada Editor" {DATE}/>')
            paragraph.find(qn("w:pPr")).addnext(start)
            paragraph.append(element(f'<w:{kind}RangeEnd w:id="53"/>'))
        file.paragraph(behind).addnext(target)

    made = round_trip(report, officer, change)
    assert [(each.kind, each.by_name) for each in made.suggestions.all()] == [("moved", "Ada Editor")]
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(1, 0)
    expected = [each for each in before if each != FIRST]
    expected.insert(at + 1, FIRST)
    assert shown(report) == expected


def test_a_paragraph_added_with_tracked_changes_is_its_authors(report, officer):
    def change(file):
        style = '<w:pStyle w:val="NumberedParagraph"/>'
        mark = f'<w:rPr><w:ins w:id="61" w:author="Ada Editor" {DATE}/></w:rPr>'
        made = element(f"<w:p><w:pPr>{style}{mark}</w:pPr></w:p>")
        made.append(ins("It “thanked” its hosts’ staff.", number=62))
        file.paragraph(FIRST).addnext(made)

    made = round_trip(report, officer, change)
    assert [(each.kind, each.text, each.by_name) for each in made.suggestions.all()] == [
        ("new", "It “thanked” its hosts’ staff.", "Ada Editor")
    ]


def test_who_writes_a_paragraph_into_the_bookmark_of_the_next_adds_one(report, officer):
    """Enter at the beginning of a paragraph: Word lets its bookmark begin with what is typed above it."""

    def change(file):
        paragraph = file.paragraph(FIRST)
        added = element(
            '<w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/></w:pPr><w:r><w:t>A report on costs follows.</w:t></w:r>'
            "</w:p>"
        )
        paragraph.addprevious(added)
        added.find(qn("w:pPr")).addnext(paragraph.find(qn("w:bookmarkStart")))

    made = round_trip(report, officer, change)
    assert found(made) == [("new", "A report on costs follows.")]


def test_an_edit_of_a_footnote_is_its_authors(report, officer, own):
    def change(file):
        root = etree.fromstring(file.parts["word/footnotes.xml"])
        (text,) = [each for each in root.iter(qn("w:t")) if each.text.strip().startswith("See")]
        text.getparent().addprevious(ins("Now ", "Ada Editor", 71))
        text.text = text.text.replace("See", "see")
        file.parts["word/footnotes.xml"] = etree.tostring(root)

    made = round_trip(report, officer, change)
    assert [(each.text, each.by_name) for each in made.suggestions.all()] == [
        (TEXT.replace("[^See", "[^Now see"), "Ada Editor")
    ]


def test_a_footnote_that_word_added_comes_back_in_its_place(report, officer):
    def change(file):
        note = (
            '<w:footnote w:id="77"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle '
            'w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> In camera.</w:t>'
            "</w:r></w:p></w:footnote>"
        )
        root = etree.fromstring(file.parts["word/footnotes.xml"])
        root.append(element(note))
        file.parts["word/footnotes.xml"] = etree.tostring(root)
        call = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="77"/></w:r>'
        file.paragraph(FIRST).findall(qn("w:r"))[-1].addnext(element(call))

    assert found(round_trip(report, officer, change)) == [("changed", f"{FIRST}[^In camera.]")]


# Fields and other things that hold words.


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            '{begin}<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>{separate}{run}{end}',
            "See it.",
        ),
        ("{begin}<w:r><w:instrText> PAGE </w:instrText></w:r>{separate}{run}{end}", ""),
        ('<w:fldSimple w:instr=" REF _Ref1 ">{run}</w:fldSimple>', "See it."),
        ('<w:fldSimple w:instr=" NUMPAGES ">{run}</w:fldSimple>', ""),
        (
            "{begin}<w:r><w:instrText> IF </w:instrText></w:r>{begin}<w:r><w:instrText> PAGE </w:instrText></w:r>"
            "{separate}<w:r><w:t>7</w:t></w:r>{end}{separate}{run}{end}",
            "See it.",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r>",
            "See it.",
        ),
    ],
    ids=["link", "page", "reference", "pages", "nested", "ruby"],
)
def test_the_words_of_fields_are_words_and_what_is_worked_out_is_not(report, officer, inside, words):
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    source = re.sub(r"\{(\w+)\}", lambda name: {**marks, "run": "<w:r><w:t>See it.</w:t></w:r>"}[name[1]], inside)

    def change(file):
        last = file.paragraph(FIRST).findall(qn("w:r"))[-1]
        last.addnext(element('<w:r><w:t xml:space="preserve"> Done. </w:t></w:r>'))
        at = last.getnext()
        for each in [*element(f"<w:p>{source}</w:p>")]:
            at.addnext(each)
            at = each

    assert found(round_trip(report, officer, change)) == [("changed", f"{FIRST} Done. {words}".strip())]


# Comments.


def with_threads(file):
    """A comment of two paragraphs, two replies to it, and another comment, as Word keeps them."""
    file.comment("met once", "Twice?", "Ada Editor")
    file.comment("in Geneva", "Where?", "Carla")
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    root = etree.fromstring(file.parts["word/comments.xml"])
    first, other = root
    first.insert(0, element("<w:p><w:r><w:t>A question:</w:t></w:r></w:p>"))
    replies = []
    for number, (author, words) in enumerate((("Boris", "Once."), ("Ada Editor", "Thanks."))):
        reply = element(
            f'<w:comment w:id="{800 + number}" w:author="{author}" {DATE}><w:p><w:r><w:rPr><w:rStyle '
            'w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r><w:r>'
            f"<w:t>{words}</w:t></w:r></w:p></w:comment>"
        )
        replies.append(reply)
        # Word marks the words of a reply too.
        key = f"{800 + number}"
        start = next(file.root.iter(qn("w:commentRangeStart")))
        start.addnext(element(f'<w:commentRangeStart w:id="{key}"/>'))
        end = next(file.root.iter(qn("w:commentRangeEnd")))
        end.addprevious(element(f'<w:commentRangeEnd w:id="{key}"/>'))
    # Replies may stand before what they answer.
    root.insert(0, replies[0])
    root.append(replies[1])
    ids = {id(first): "0A000001", id(replies[0]): "0A000002", id(replies[1]): "0A000003", id(other): "0A000004"}
    extended = etree.Element(f"{{{w15}}}commentsEx", nsmap={"w15": w15})
    for comment in root:
        last = [*comment.iter(qn("w:p"))][-1]
        last.set(f"{{{w14}}}paraId", ids[id(comment)])
        each = etree.SubElement(extended, f"{{{w15}}}commentEx")
        each.set(f"{{{w15}}}paraId", ids[id(comment)])
        each.set(f"{{{w15}}}done", "0")
        if any(comment is reply for reply in replies):
            each.set(f"{{{w15}}}paraIdParent", "0A000001")
    file.parts["word/comments.xml"] = etree.tostring(root)
    file.parts["word/commentsExtended.xml"] = etree.tostring(extended)


def test_replies_are_threaded_and_only_they(report, officer):
    made = round_trip(report, officer, with_threads)
    assert (found(made), StrayComment.objects.count()) == ([], 0)
    comments = {each.words: each for each in ParagraphComment.objects.all()}
    assert {words: (each.by_name, each.answers and each.answers.words) for words, each in comments.items()} == {
        "A question:\nTwice?": ("Ada Editor", None),
        "Once.": ("Boris", "A question:\nTwice?"),
        "Thanks.": ("Ada Editor", "A question:\nTwice?"),
        "Where?": ("Carla", None),
    }


def test_two_comments_of_the_same_words_are_two(report, officer):
    def change(file):
        file.comment("met once", "Check.", "Ada Editor")
        file.comment("in Geneva", "Check.", "Ada Editor")

    round_trip(report, officer, change)
    comments = ParagraphComment.objects.order_by("start")
    assert [each.text_then[each.start : each.end] for each in comments] == ["met once", "in Geneva"]


def test_a_thread_on_unknown_words_is_kept_as_one(report, officer):
    def change(file):
        with_threads(file)
        gone = file.paragraph(FIRST)
        words = element('<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr></w:p>')
        for each in [*gone]:
            if each.tag not in {qn("w:pPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")}:
                words.append(each)
        for run in words.iter(qn("w:t")):
            run.text = {"met once": "hasta"}.get(run.text, "xyz ")
        file.root.find(qn("w:body")).insert(0, words)
        gone.getparent().remove(gone)

    round_trip(report, officer, change)
    strays = {each.words: each.answers and each.answers.words for each in StrayComment.objects.all()}
    assert strays == {
        "A question:\nTwice?": None,
        "Once.": "A question:\nTwice?",
        "Thanks.": "A question:\nTwice?",
        "Where?": None,
    }
