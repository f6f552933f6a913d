"""A report edited in LibreOffice and back: every change is recognized, and nothing is lost."""

import pytest

from palermo.accounts.states import Role
from palermo.reporting.actions.comments import add_comment
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.structure import add_paragraph, add_section
from palermo.reporting.actions.suggestions import AcceptedAll, accept_all
from palermo.reporting.actions.writing import write_table, write_text
from palermo.reporting.building import draft_of
from palermo.reporting.models import ParagraphComment, Report
from palermo.reporting.states import ParagraphKind
from palermo.reporting.writing.content import TableContent
from palermo.reporting.writing.suggestions import Reviewer
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import edit, through_libreoffice

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
CHANGED = 30
WORDS = {
    "en": ("Item {} was discussed in the *plenary* meeting.[^See A/RES/55/25.]", "discussed", "discussed at length"),
    "ar": ("نوقش البند {} في الجلسة *العامة*.[^انظر A/RES/55/25.]", "نوقش", "نوقش باستفاضة"),
    "zh": ("全体会议讨论了项目{}。[^见A/RES/55/25。]", "讨论", "详细讨论"),
}


def make_report(language, officer):
    """A report with many paragraphs of its own in one section."""
    report = Report.objects.get(slug="briefing-2008-01-31")
    after, keys = "", []
    for number in range(CHANGED + 4):
        after = add_paragraph(report, "since", after=after, by=officer).key
        write_text(report, after, language, WORDS[language][0].format(f"X{number}Y"), base=0, by=officer)
        keys.append(after)
    return report, keys


@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
@pytest.mark.parametrize("language", WORDS)
def test_thirty_changes_comments_a_move_and_a_deletion_come_back(language, formats, tmp_path):
    officer = make_user(Role.SECRETARIAT)
    report, keys = make_report(language, officer)
    text, old, new = WORDS[language]
    mine = add_comment(report, keys[31], language, "Sure?", on=old, by=officer)
    exported = export_for_editing(report, language, by=officer)
    saved = through_libreoffice(exported.content, tmp_path, *formats)

    def change(file):
        for number in range(CHANGED):
            words = file.paragraph(f"X{number}Y")
            (run,) = [each for each in words.iter(TEXT) if old in (each.text or "")]
            run.text = run.text.replace(old, new)
        file.remove(f"X{CHANGED}Y")
        file.move_behind(f"X{CHANGED + 2}Y", "X3Y")
        file.comment(f"X{CHANGED + 3}Y", "Which one?", "Ada Editor")

    made = import_edited(report, edit(saved, change), "report.docx", language, by=officer)
    found = {(each.kind, each.paragraph.key if each.paragraph else "", each.text) for each in made.suggestions.all()}
    expected = {("changed", keys[at], text.format(f"X{at}Y").replace(old, new)) for at in range(CHANGED)} | {
        ("deleted", keys[CHANGED], ""),
        ("moved", keys[CHANGED + 2], ""),
    }
    assert found == expected
    assert made.leftovers == []
    everything = [each["key"] for each in exported.export.content["paragraphs"]]
    assert sorted([*made.unchanged, *keys[: CHANGED + 1], keys[CHANGED + 2]]) == sorted(everything)
    comments = ParagraphComment.objects.order_by("pk")
    assert [(each.by_name, each.words, each.text_then[each.start : each.end]) for each in comments] == [
        (str(officer), "Sure?", old),
        ("Ada Editor", "Which one?", f"X{CHANGED + 3}Y"),
    ]
    assert comments[0] == mine
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(CHANGED + 2, 0)
    reviewer = Reviewer(draft_of(report).writing, language)
    order = [each.key for part in reviewer.writing.parts for each in part.pieces if each.key in keys]
    moved = [key for key in keys if key != keys[CHANGED + 2]]
    moved.insert(4, keys[CHANGED + 2])
    assert order == moved
    texts = {key: reviewer.current_text(reviewer.writing.pieces[key]) for key in keys[:CHANGED]}
    assert texts == {keys[at]: text.format(f"X{at}Y").replace(old, new) for at in range(CHANGED)}


@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
def test_headings_tables_and_an_annex_come_back(formats, tmp_path):
    officer = make_user(Role.SECRETARIAT)
    report = Report.objects.get(slug="briefing-2008-01-31")
    annex = add_section(report, {"en": "Resources"}, by=officer, is_annex=True)
    tables = []
    for caption in ("Costs", ""):
        row = add_paragraph(
            report, annex.key, after=tables[-1].key if tables else "", by=officer, kind=ParagraphKind.TABLE
        )
        cells = TableContent(caption, ("Item", f"Dollars {caption}".strip()), (("Rooms", "1,200"),))
        write_table(report, row.key, "en", cells, base=0, by=officer)
        tables.append(row)
    exported = export_for_editing(report, "en", by=officer)
    saved = through_libreoffice(exported.content, tmp_path, *formats)
    assert [*import_edited(report, saved, "report.docx", "en", by=officer).suggestions.all()] == []

    def change(file):
        file.replace("Action requested", "Action wanted")
        file.replace("Resources", "Costs of the Forum")
        file.move_section("Action wanted", before="Since the last consultation")
        for words in ("Dollars Costs", "Dollars"):
            (text,) = [each for each in file.root.iter(TEXT) if each.text == words]
            text.text = f"{words} (thousands)"

    made = import_edited(report, edit(saved, change), "report.docx", "en", by=officer)
    assert {
        (each.kind, each.section, each.text.split("\n")[0]) for each in made.suggestions.filter(paragraph=None)
    } == {
        ("moved-head", "asked", "Action wanted"),
        ("heading", "asked", "Action wanted"),
        ("heading", annex.key, "Costs of the Forum"),
    }
    assert [each.paragraph for each in made.suggestions.exclude(paragraph=None)] == tables
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(5, 0)
    writing = draft_of(report).writing
    assert [writing.content(writing.pieces[row.key], "en").headings[1] for row in tables] == [
        "Dollars Costs (thousands)",
        "Dollars (thousands)",
    ]
    assert [part.key for part in writing.parts] == ["asked", "since", "coming", annex.key]


TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
