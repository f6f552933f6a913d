"""A report exported to Word and back: what was changed, moved, deleted, split, merged and added is recognized."""

import io
import zipfile

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.reporting.actions.clearing import assign_section
from palermo.reporting.actions.comments import add_comment
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.structure import remove_paragraph
from palermo.reporting.actions.suggestions import (
    AcceptedAll,
    accept_all,
    accept_suggestion,
    decline_suggestion,
    suggest_text,
)
from palermo.reporting.actions.writing import write_text
from palermo.reporting.building import draft_of
from palermo.reporting.models import ParagraphComment, Report, Suggestion, TextRevision, WordImport
from palermo.reporting.states import SuggestionState
from palermo.reporting.writing.suggestions import Reviewer
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
COMMITTEE = "since.committee"
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def found(made):
    return [(each.kind, each.text) for each in made.suggestions.all()]


def round_trip(report, officer, change, language="en"):
    exported = export_for_editing(report, language, by=officer)
    return import_edited(report, edit(exported.content, change), "report.docx", language, by=officer)


def shown(report, language="en"):
    """The texts of the report in order, as officers see them."""
    reviewer = Reviewer(draft_of(Report.objects.get(pk=report.pk)).writing, language)
    pieces = [piece for part in reviewer.writing.parts for piece in part.pieces if not piece.is_removed]
    return [reviewer.current_text(piece) for piece in pieces]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_a_file_that_was_not_edited_changes_nothing(report, officer, language):
    exported = export_for_editing(report, language, by=officer)
    made = import_edited(report, exported.content, "report.docx", language, by=officer)
    assert (found(made), made.leftovers) == ([], [])
    kept = exported.export.content["paragraphs"]
    assert made.unchanged == [each["key"] for each in kept]
    assert [each["read"] for each in kept if not each["cells"]] == [each["text"] for each in kept if not each["cells"]]


def test_notes_emphasis_and_subparagraphs_come_back_as_they_were(report, officer):
    text = "The Committee met in *Lyon*.[^See A/RES/55/25.] It:\n- agreed;\n- adjourned."
    write_text(report, COMMITTEE, "en", text, base=0, by=officer)
    made = round_trip(report, officer, lambda file: file.replace("agreed;", "agreed fully;"))
    assert found(made) == [("changed", text.replace("agreed;", "agreed fully;"))]


def test_a_tracked_insertion_is_proposed_by_its_author_and_accepted_with_its_links(report, officer):
    made = round_trip(report, officer, lambda file: file.insert_tracked(FIRST, " It thanked its hosts.", "Ada Editor"))
    assert found(made) == [("changed", f"{FIRST} It thanked its hosts.")]
    suggestion = made.suggestions.get()
    assert (suggestion.by_name, suggestion.by, suggestion.text_then) == ("Ada Editor", None, FIRST)
    accept_suggestion(report, suggestion.pk, by=officer)
    revision = TextRevision.objects.get()
    assert (revision.act, revision.reason, revision.by) == ("suggested", "Suggested by Ada Editor", officer)
    assert revision.content["text"] == f"{FIRST} It thanked its hosts."
    assert {each["fact"]["id"] for each in revision.content["links"]} == {
        *("committee-2008-01-17", "geneva", "steering-committee"),
    }
    assert AuditEvent.objects.latest("sequence").verb == "report_suggestion.accepted"
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, suggestion.pk, by=officer)
    assert str(refused.value) == f"{officer} has already decided on this suggestion: Accepted."


def test_moved_deleted_and_new_paragraphs_are_recognized_and_accepted_together(report, officer):
    before = shown(report)
    exported = export_for_editing(report, "en", by=officer)
    words = [each["text"].split("\n")[0] for each in exported.export.content["paragraphs"] if not each["cells"]]
    at = words.index(FIRST)

    def change(file):
        file.delete_tracked(words[at + 1], "Ada Editor")
        file.move_behind(FIRST, words[at + 2])
        file.add_behind(words[at - 1], "A paragraph of the editor’s own.")

    made = import_edited(report, edit(exported.content, change), "report.docx", "en", by=officer)
    assert sorted(found(made)) == [("deleted", ""), ("moved", ""), ("new", "A paragraph of the editor’s own.")]
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(3, 0)
    expected = [each for each in before if each != FIRST and each.split("\n")[0] != words[at + 1]]
    expected.insert(before.index(FIRST), "A paragraph of the editor’s own.")
    expected.insert(expected.index(words[at + 2]) + 1, FIRST)
    assert shown(report) == expected


def test_a_paragraph_split_in_word_is_split_and_follows_both_halves(report, officer):
    def change(file):
        file.replace(FIRST, "The Steering Committee met once,")
        file.add_behind("The Steering Committee met once,", "in Geneva on 17 January 2008.")

    made = round_trip(report, officer, change)
    halves = ["The Steering Committee met once,", "in Geneva on 17 January 2008."]
    assert found(made) == [("split", "\n\n".join(halves))]
    before = shown(report)
    accept_suggestion(report, made.suggestions.get().pk, by=officer)
    at = before.index(FIRST)
    assert shown(report) == [*before[:at], *halves, *before[at + 1 :]]


def test_paragraphs_merged_in_word_are_merged(report, officer):
    before = shown(report)
    at = before.index(FIRST)
    following = before[at + 1].split("\n")[0]

    def change(file):
        first, second = file.paragraph(FIRST), file.paragraph(following)
        for each in list(second)[1:]:
            first.append(each)
        second.getparent().remove(second)

    made = round_trip(report, officer, change)
    assert found(made) == [("merged", f"{FIRST}{before[at + 1]}")]
    accept_suggestion(report, made.suggestions.get().pk, by=officer, text=f"{FIRST} {before[at + 1]}")
    assert shown(report) == [*before[:at], f"{FIRST} {before[at + 1]}", *before[at + 2 :]]


def test_an_edit_made_meanwhile_is_combined_or_shown_as_a_conflict(report, officer):
    exported = export_for_editing(report, "en", by=officer)
    write_text(report, COMMITTEE, "en", FIRST.replace("met once", "met twice"), base=0, by=officer)
    files = [
        edit(exported.content, lambda file: file.replace("17 January", "18 January")),
        edit(exported.content, lambda file: file.replace("met once", "met thrice")),
    ]
    first, second = (import_edited(report, file, "a.docx", "en", by=officer).suggestions.get() for file in files)
    accept_suggestion(report, first.pk, by=officer)
    combined = "The Steering Committee met twice, in Geneva on 18 January 2008."
    assert combined in shown(report)
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, second.pk, by=officer)
    assert str(refused.value) == "The same words were changed since. Edit the text, then accept it."
    assert accept_all(report, second.word_import_id, by=officer) == AcceptedAll(0, 1)
    accept_suggestion(report, second.pk, by=officer, text=combined.replace("twice", "four times"))
    assert combined.replace("twice", "four times") in shown(report)


def test_the_text_of_a_paragraph_removed_meanwhile_can_be_placed_elsewhere(report, officer):
    made = round_trip(report, officer, lambda file: file.replace("met once", "met twice"))
    suggestion = made.suggestions.get()
    remove_paragraph(report, suggestion.paragraph.key, by=officer)
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, suggestion.pk, by=officer)
    assert "no longer in the report" in str(refused.value)
    section = suggestion.paragraph.section.key
    accept_suggestion(report, suggestion.pk, by=officer, place=f"{section}:")
    assert shown(report)[0] == FIRST.replace("met once", "met twice")


def test_comments_go_out_on_their_words_and_new_ones_come_back_once(report, officer):
    mine = add_comment(report, COMMITTEE, "en", "In whose house?", on="in Geneva", by=officer)
    exported = export_for_editing(report, "en", by=officer)
    with zipfile.ZipFile(io.BytesIO(exported.content)) as packed:
        assert b"In whose house?" in packed.read("word/comments.xml")
    file = edit(exported.content, lambda each: each.comment("met once", "Twice?", "Ada Editor"))
    made = import_edited(report, file, "report.docx", "en", by=officer)
    assert found(made) == []
    comments = ParagraphComment.objects.order_by("pk")
    assert [(each.by_name, each.words, each.text_then[each.start : each.end]) for each in comments] == [
        (str(officer), "In whose house?", "in Geneva"),
        ("Ada Editor", "Twice?", "met once"),
    ]
    assert comments[0] == mine


def test_words_outside_of_the_paragraphs_are_listed_and_can_be_placed(report, officer):
    def change(file):
        first = next(file.root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"))
        like = file.paragraph(FIRST)
        file.add_behind(FIRST, "Note to the printer.")
        first.addnext(file.paragraph("Note to the printer."))
        assert like is not None

    made = round_trip(report, officer, change)
    assert found(made) == [("other", "Note to the printer.")]
    number = made.suggestions.get().pk
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, number, by=officer)
    assert str(refused.value) == "Choose where the paragraph is to stand."
    accept_suggestion(report, number, by=officer, place="since:")
    assert "Note to the printer." in shown(report)


def test_the_officer_responsible_for_a_section_decides(report, officer):
    other = make_user(Role.SECRETARIAT)
    suggestion = suggest_text(report, COMMITTEE, "en", FIRST.replace("once", "twice"), by=officer)
    assign_section(report, "since", other, by=officer)
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, suggestion.pk, by=officer)
    assert str(refused.value) == f"{other} is responsible for this section and decides on suggestions."
    accept_suggestion(report, suggestion.pk, by=other)
    assert FIRST.replace("once", "twice") in shown(report)


def test_a_declined_suggestion_changes_nothing_and_is_kept_with_the_reason(report, officer):
    before = shown(report)
    suggestion = suggest_text(report, COMMITTEE, "en", "Other words.", by=officer)
    decline_suggestion(report, suggestion.pk, by=officer, reason=" Not agreed. ")
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.reason, suggestion.text) == (
        SuggestionState.DECLINED,
        "Not agreed.",
        "Other words.",
    )
    assert shown(report) == before


def entities(content: bytes) -> bytes:
    def change(file):
        file.parts["word/styles.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + file.parts["word/styles.xml"]

    return edit(content, change)


@pytest.mark.parametrize(
    ("make", "name", "sentence"),
    [
        (lambda _file: b"words", "a.txt", "“a.txt” is not a Word file. Choose the .docx file that was exported here."),
        (
            lambda file: edit(file, lambda each: each.parts.pop("docProps/custom.xml")),
            "a.docx",
            "“a.docx” does not say which report it was exported from. Export the report here and edit that file.",
        ),
        (
            entities,
            "a.docx",
            "“a.docx” declares a document type of its own, as no Word file does. Save it in Word again.",
        ),
    ],
    ids=["no Word file", "no export", "entities"],
)
def test_a_wrong_file_is_refused_in_a_sentence_and_nothing_is_kept(report, officer, make, name, sentence):
    exported = export_for_editing(report, "en", by=officer)
    with pytest.raises(Refused) as refused:
        import_edited(report, make(exported.content), name, "en", by=officer)
    assert str(refused.value) == sentence
    assert (WordImport.objects.count(), Suggestion.objects.count()) == (0, 0)


def test_a_file_of_another_language_or_report_or_with_a_forged_word_is_refused(report, officer):
    exported = export_for_editing(report, "fr", by=officer)
    with pytest.raises(Refused) as refused:
        import_edited(report, exported.content, "a.docx", "en", by=officer)
    assert str(refused.value) == "“a.docx” is the version in French. Expected the version in English."
    other = Report.objects.get(pk=report.pk)
    other.pk, other.slug = None, "briefing-other"
    other.save()
    with pytest.raises(Refused) as refused:
        import_edited(other, exported.content, "a.docx", "fr", by=officer)
    assert str(refused.value).startswith("“a.docx” is of another report: ")

    def forge(file):
        part = file.parts["docProps/custom.xml"]
        at = part.index(b"lpwstr>") + 7
        file.parts["docProps/custom.xml"] = part[:at] + b"forged" + part[at:]

    with pytest.raises(Refused) as refused:
        import_edited(report, edit(exported.content, forge), "a.docx", "fr", by=officer)
    assert str(refused.value) == "“a.docx” was not exported from this site."


def test_the_same_file_is_imported_once_and_only_by_officers(report, officer):
    exported = export_for_editing(report, "en", by=officer)
    import_edited(report, exported.content, "a.docx", "en", by=officer)
    with pytest.raises(Refused) as refused:
        import_edited(report, exported.content, "a.docx", "en", by=officer)
    assert str(refused.value) == "“a.docx” was imported already; it has not changed since."
    with pytest.raises(Refused):
        export_for_editing(report, "en", by=make_user(Role.DELEGATE))
