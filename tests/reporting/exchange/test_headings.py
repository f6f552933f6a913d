"""Headings changed, added, moved and deleted in Word are suggestions, accepted or declined one by one."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.structure import add_section, move_section, remove_section, restore_section
from palermo.reporting.actions.suggestions import AcceptedAll, accept_all, accept_suggestion, decline_suggestion
from palermo.reporting.building import draft_of
from palermo.reporting.models import Report, ReportSection
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak
from palermo.reporting.states import ReportState, SuggestionState
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
SINCE, COMING, ASKED = (
    "Since the last consultation",
    "Forthcoming meetings, events and outputs",
    "Action requested",
)
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def round_trip(report, officer, change, language="en"):
    exported = export_for_editing(report, language, by=officer)
    return import_edited(report, edit(exported.content, change), "report.docx", language, by=officer)


def found(made):
    return [(each.kind, each.text, each.text_then) for each in made.suggestions.all()]


def outline(report, language="en"):
    """Each heading with the first words of the paragraphs below it."""
    content = speak(draft_of(Report.objects.get(pk=report.pk)).writing.in_language(language), language)
    return [
        (plain(section.title), [plain(getattr(block, "content", ()))[:20] for block in section.blocks])
        for section in content.sections
    ]


def test_a_changed_heading_is_accepted_in_its_language_and_stays_in_the_others(report, officer):
    before = {code: outline(report, code) for code in CODES}
    made = round_trip(report, officer, lambda file: file.replace(ASKED, "Action wanted"))
    assert found(made) == [("heading", "Action wanted", ASKED)]
    accept_suggestion(report, made.suggestions.get().pk, by=officer)
    before["en"][2] = ("Action wanted", before["en"][2][1])
    assert {code: outline(report, code) for code in CODES} == before


def test_a_heading_changed_meanwhile_is_combined_or_a_conflict_and_can_be_edited(report, officer):
    exported = export_for_editing(report, "en", by=officer)
    files = [
        edit(exported.content, lambda file: file.replace(COMING, "Coming meetings, events and outputs")),
        edit(exported.content, lambda file: file.replace(COMING, "Forthcoming meetings, events and results")),
        edit(exported.content, lambda file: file.replace(COMING, "Forthcoming meetings, events and products")),
    ]
    made = [import_edited(report, file, "a.docx", "en", by=officer).suggestions.get() for file in files]
    accept_suggestion(report, made[0].pk, by=officer)
    accept_suggestion(report, made[1].pk, by=officer)
    assert outline(report)[1][0] == "Coming meetings, events and results"
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, made[2].pk, by=officer)
    assert str(refused.value) == "The same words were changed since. Edit the text, then accept it."
    accept_suggestion(report, made[2].pk, by=officer, text="Coming events")
    assert outline(report)[1][0] == "Coming events"


def test_a_declined_heading_changes_nothing(report, officer):
    before = outline(report)
    made = round_trip(report, officer, lambda file: file.replace(ASKED, "Action wanted"))
    suggestion = decline_suggestion(report, made.suggestions.get().pk, by=officer, reason="House style.")
    assert (suggestion.state, suggestion.reason) == (SuggestionState.DECLINED, "House style.")
    assert outline(report) == before


def test_a_new_heading_with_its_paragraphs_is_added_where_it_stands(report, officer):
    before = outline(report)

    def change(file):
        file.add_behind(FIRST, "The first of two.")
        file.add_behind("The first of two.", "The second of two.")
        file.heading("Outlook", behind=FIRST)

    made = round_trip(report, officer, change)
    rest = before[0][1][before[0][1].index(FIRST[:20]) + 1 :]
    kinds = [each.kind for each in made.suggestions.all()]
    assert kinds == ["new-head", "new", "new", *["moved"] * len(rest)]
    new, first, *_others = made.suggestions.all()
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, first.pk, by=officer)
    assert str(refused.value) == "It stands under a new heading. Accept that first, or choose another place."
    accept_suggestion(report, new.pk, by=officer)
    assert [title for title, _blocks in outline(report)] == [SINCE, "Outlook", COMING, ASKED]
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(len(kinds) - 1, 0)
    at = before[0][1].index(FIRST[:20]) + 1
    expected = [(SINCE, before[0][1][:at]), ("Outlook", ["The first of two.", "The second of two.", *rest])]
    assert outline(report) == [*expected, *before[1:]]
    assert outline(report, "fr")[1][0].startswith("[")


def test_new_paragraphs_behind_each_other_keep_their_order(report, officer):
    before = outline(report)

    def change(file):
        file.add_behind(FIRST, "The third.")
        file.add_behind(FIRST, "The second.")
        file.add_behind(FIRST, "The first.")

    made = round_trip(report, officer, change)
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(3, 0)
    at = before[0][1].index(FIRST[:20]) + 1
    blocks = [*before[0][1][:at], "The first.", "The second.", "The third.", *before[0][1][at:]]
    assert outline(report) == [(SINCE, blocks), *before[1:]]


def test_new_headings_are_accepted_in_any_order(report, officer):
    def change(file):
        last = [each for each in file.root.iter(f"{W}p") if each.getparent().tag == f"{W}body"][-1]
        words = "".join(last.itertext())
        file.heading("Annex on costs", behind=words)
        file.heading("Results", behind=words)

    made = round_trip(report, officer, change)
    results, annex = made.suggestions.filter(kind="new-head")
    accept_suggestion(report, annex.pk, by=officer)
    accept_suggestion(report, results.pk, by=officer)
    assert [title for title, _blocks in outline(report)] == [SINCE, COMING, ASKED, "Results", "Annex on costs"]
    sections = ReportSection.objects.filter(report=report).order_by("position")
    assert [each.is_annex for each in sections][-2:] == [False, True]


def test_a_section_moved_with_its_paragraphs_is_one_suggestion(report, officer):
    before = outline(report)
    made = round_trip(report, officer, lambda file: file.move_section(ASKED, before=SINCE))
    assert found(made) == [("moved-head", ASKED, ASKED)]
    accept_suggestion(report, made.suggestions.get().pk, by=officer)
    assert outline(report) == [before[2], before[0], before[1]]
    move_section(report, "asked", after="since", by=officer)
    assert outline(report) == [before[0], before[2], before[1]]


def test_a_deleted_heading_goes_once_its_paragraphs_stand_elsewhere(report, officer):
    before = outline(report)
    made = round_trip(report, officer, lambda file: file.remove(COMING))
    count = len(before[1][1])
    assert [each.kind for each in made.suggestions.all()] == [*["moved"] * count, "gone-head"]
    gone = made.suggestions.get(kind="gone-head")
    assert gone.text_then == COMING
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, gone.pk, by=officer)
    assert str(refused.value) == f"Paragraphs in this section: {count}. Move or remove them first."
    assert accept_all(report, made.pk, by=officer) == AcceptedAll(count + 1, 0)
    assert outline(report) == [(SINCE, before[0][1] + before[1][1]), before[2]]
    restore_section(report, "coming", by=officer)
    assert outline(report) == [(SINCE, before[0][1] + before[1][1]), (COMING, []), before[2]]


def test_a_deleted_section_is_removed_with_its_paragraphs(report, officer):
    before = outline(report)

    def change(file):
        file.move_section(ASKED, before=SINCE)
        at = file.paragraph(ASKED)
        while (following := at.getnext()) is not file.paragraph(SINCE):
            at.getparent().remove(following)
        file.remove(ASKED)

    made = round_trip(report, officer, change)
    assert {each.kind for each in made.suggestions.all()} == {"deleted", "gone-head"}
    accept_all(report, made.pk, by=officer)
    assert outline(report) == before[:2]
    suggestion = made.suggestions.get(kind="gone-head")
    assert suggestion.state == SuggestionState.ACCEPTED


def test_a_heading_without_its_bookmark_is_known_by_its_words(report, officer):
    def change(file):
        for words in (SINCE, ASKED):
            heading = file.paragraph(words)
            for each in [*heading.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
                heading.remove(each)
        file.replace(ASKED, "Action requested now")

    assert found(round_trip(report, officer, change)) == [("heading", "Action requested now", ASKED)]


def test_a_heading_of_a_section_removed_meanwhile_is_answered_by_a_sentence(report, officer):
    section = add_section(report, {"en": "Outlook"}, by=officer)
    made = round_trip(report, officer, lambda file: file.replace("Outlook", "Prospects"))
    remove_section(report, section.key, by=officer)
    with pytest.raises(Refused) as refused:
        accept_suggestion(report, made.suggestions.get().pk, by=officer)
    assert str(refused.value) == "Its section is no longer in the report. Decline this suggestion."


def test_what_stands_in_the_summary_and_in_an_annex_comes_back_as_it_was(officer):
    progress = Report.objects.get(blueprint="progress", cutoff_on=date(2008, 1, 31))
    progress.files.all().delete()
    progress.texts.all().delete()
    Report.objects.filter(pk=progress.pk).update(state=ReportState.PREPARED, issued_on=None)
    add_section(progress, {"en": "Costs"}, by=officer, is_annex=True)
    made = round_trip(progress, officer, lambda file: file.replace("Costs", "Expenses"))
    assert found(made) == [("heading", "Expenses", "Costs")]
    assert made.leftovers == []


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
