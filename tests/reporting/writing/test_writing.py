"""What officers write in a report: kept word by word, flagged where the record changes, in the order they give."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.models import Initiative
from palermo.reporting.actions.structure import (
    add_paragraph,
    add_section,
    merge_paragraphs,
    move_paragraph,
    remove_paragraph,
    rename_section,
    restore_paragraph,
    split_paragraph,
)
from palermo.reporting.actions.writing import (
    accept_translation,
    keep_text,
    restore_text,
    take_draft,
    write_table,
    write_text,
)
from palermo.reporting.building import build, draft_of
from palermo.reporting.models import Report, ReportRecommendation, TextRevision
from palermo.reporting.realization.inline import plain
from palermo.reporting.states import ParagraphKind, ReportState, TextAct
from palermo.reporting.writing.changing import newest_text
from palermo.reporting.writing.content import TableContent
from palermo.reporting.writing.report import Flag
from palermo.reporting.writing.statements import Difference
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
LAUNCH, BASIS = "introduction.launch", "introduction.basis"


@pytest.fixture
def report():
    """The progress report, before it was issued."""
    report = Report.objects.get(blueprint="progress", cutoff_on=date(2008, 1, 31))
    report.files.all().delete()
    report.texts.all().delete()
    report.state, report.issued_on = ReportState.PREPARED, None
    report.save()
    return report


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def paragraphs(report: Report, language: str = "en") -> list[str]:
    """The words of every numbered paragraph, as the report reads in one language."""
    content = build(report.blueprint, report.cutoff_on, language, report)
    return [plain(each.content) for each in content.paragraphs if each.number]


def flags(report: Report, key: str, language: str = "en") -> tuple[Flag, ...]:
    writing = draft_of(report).writing
    return writing.status(writing.pieces[key], language).flags


def row_key(report: Report, block: str) -> str:
    """The key of the row that stands for a generated paragraph."""
    return next(row.key for row in report.paragraphs.all() if any(each["block"] == block for each in row.origins))


def test_report_that_nobody_has_touched_reads_as_it_is_generated(report):
    writing = draft_of(report).writing
    assert [writing.in_language(code) for code in CODES] == [writing.generated] * 6


def test_an_edit_replaces_its_paragraph_in_its_language_alone(report, officer):
    before = {code: paragraphs(report, code) for code in CODES}
    edited = before["en"][1].replace("was launched", "began its work when it was launched")
    write_text(report, LAUNCH, "en", edited, base=0, by=officer)
    key = row_key(report, LAUNCH)
    after = {code: paragraphs(report, code) for code in CODES}
    expected = {**before, "en": [before["en"][0], edited, *before["en"][2:]]}
    assert after == expected
    assert {code: flags(report, key, code) for code in CODES} == {
        **dict.fromkeys(CODES, (Flag.BEHIND,)),
        "en": (),
    }
    accept_translation(report, key, "fr", by=officer)
    assert flags(report, key, "fr") == ()


def test_a_changed_fact_flags_the_texts_that_state_it_and_no_others(report, officer):
    write_text(report, LAUNCH, "en", f"{paragraphs(report)[1]} It is well known.", base=0, by=officer)
    write_text(report, BASIS, "en", f"{paragraphs(report)[0]} It was prepared in Vienna.", base=0, by=officer)
    launch, basis = row_key(report, LAUNCH), row_key(report, BASIS)
    assert (flags(report, launch), flags(report, basis)) == ((), ())
    Initiative.objects.update(launched_on=date(2007, 4, 30))
    assert (flags(report, launch), flags(report, basis)) == ((Flag.CHANGED,), ())
    writing = draft_of(report).writing
    changes = writing.status(writing.pieces[launch], "en").changes
    assert [each.difference for each in changes] == [Difference.CHANGED]
    assert "in March 2007" in changes[0].then.words
    assert "in April 2007" in changes[0].now.words


@pytest.fixture
def changed(report, officer):
    """A paragraph that an officer wrote, and whose record changed since."""
    write_text(report, LAUNCH, "en", f"{paragraphs(report)[1]} It is well known.", base=0, by=officer)
    Initiative.objects.update(launched_on=date(2007, 4, 30))
    return row_key(report, LAUNCH)


def test_the_new_draft_is_taken_and_the_text_stays_in_the_history(report, officer, changed):
    take_draft(report, changed, "en", by=officer)
    assert flags(report, changed) == ()
    assert "in April 2007" in paragraphs(report)[1]
    texts = [row.content and row.content["text"] for row in TextRevision.objects.filter(paragraph__key=changed)]
    assert len(texts) == 2
    assert texts[0].endswith("It is well known.")
    assert texts[1] is None
    # From now on it follows by itself.
    Initiative.objects.update(launched_on=date(2007, 5, 31))
    assert flags(report, changed) == ()
    assert "in May 2007" in paragraphs(report)[1]


def test_a_text_is_kept_with_a_reason_until_the_record_changes_again(report, officer, changed):
    with pytest.raises(Refused, match="State why the text is kept"):
        keep_text(report, changed, "en", reason=" ", by=officer)
    keep_text(report, changed, "en", reason="The press release says March.", by=officer)
    assert flags(report, changed) == ()
    assert "in March 2007" in paragraphs(report)[1]
    Initiative.objects.update(launched_on=date(2007, 5, 31))
    assert flags(report, changed) == (Flag.CHANGED,)


def test_an_edit_settles_a_flag_only_where_it_says_so(report, officer, changed):
    text = paragraphs(report)[1]
    write_text(report, changed, "en", f"{text} Indeed.", base=1, by=officer)
    assert flags(report, changed) == (Flag.CHANGED,)
    write_text(report, changed, "en", text.replace("March", "April"), base=2, by=officer, settles=True)
    assert flags(report, changed) == ()


def test_what_a_text_no_longer_states_does_not_flag_it(report, officer):
    write_text(report, LAUNCH, "en", "Work goes on.", base=0, by=officer)
    Initiative.objects.update(launched_on=date(2007, 4, 30))
    assert flags(report, row_key(report, LAUNCH)) == ()


def test_two_officers_in_one_paragraph_lose_nothing(report, officer):
    colleague = make_user(Role.SECRETARIAT)
    first = write_text(report, LAUNCH, "en", "The Initiative began in London in March.", base=0, by=officer).revision
    key = row_key(report, LAUNCH)
    write_text(report, key, "en", "The Global Initiative began in London in March.", base=first.number, by=officer)
    saved = write_text(
        report, key, "en", "The Initiative began in London in March 2007.", base=first.number, by=colleague
    )
    assert (saved.revision.act, saved.rejected) == (TextAct.COMBINED, None)
    assert paragraphs(report)[1] == "The Global Initiative began in London in March 2007."
    # Both change the same words: the first counts, the second is kept.
    base = saved.revision.number
    write_text(report, key, "en", "The Global Initiative started in London in March 2007.", base=base, by=officer)
    saved = write_text(
        report, key, "en", "The Global Initiative opened in London in March 2007.", base=base, by=colleague
    )
    assert saved.rejected.content["text"] == "The Global Initiative opened in London in March 2007."
    assert paragraphs(report)[1] == "The Global Initiative started in London in March 2007."


def test_a_restored_text_counts_again_with_what_it_rested_on(report, officer, changed):
    take_draft(report, changed, "en", by=officer)
    restore_text(report, changed, "en", 1, by=officer)
    assert paragraphs(report)[1].endswith("It is well known.")
    assert flags(report, changed) == (Flag.CHANGED,)


def test_paragraphs_are_added_moved_and_removed_in_all_languages(report, officer):
    before = paragraphs(report)
    added = add_paragraph(report, "introduction", after=BASIS, by=officer)
    write_text(report, added.key, "en", "A paragraph of our own.", base=0, by=officer)
    assert paragraphs(report) == [before[0], "A paragraph of our own.", *before[1:]]
    assert flags(report, added.key, "fr") == (Flag.BEHIND, Flag.MISSING)
    french = build(report.blueprint, report.cutoff_on, "fr", report)
    assert [problem.where for problem in french.problems if problem.blocks] == [added.key]
    move_paragraph(report, added.key, "introduction", by=officer)
    assert paragraphs(report)[:2] == ["A paragraph of our own.", before[0]]
    remove_paragraph(report, added.key, by=officer)
    assert paragraphs(report) == before
    restore_paragraph(report, added.key, by=officer)
    assert paragraphs(report)[0] == "A paragraph of our own."
    # A paragraph in another section takes its number there.
    move_paragraph(
        report, row_key(report, LAUNCH), "committee", after=row_key(report, "committee.committee"), by=officer
    )
    content = build(report.blueprint, report.cutoff_on, "zh", report)
    assert [block.key for block in content.sections[1].blocks] == ["committee", "launch", "committee-work"]
    assert [block.number for block in content.sections[1].blocks] == [3, 4, 5]


def test_what_the_record_newly_gives_stands_behind_what_it_is_generated_behind(report, officer):
    texts = [MultilingualText(dict.fromkeys(CODES, words)) for words in ("First.", "Second.", "Third.")]
    report.recommendations.all().delete()
    ReportRecommendation.objects.create(report=report, number=1, text=texts[0])
    ReportRecommendation.objects.create(report=report, number=3, text=texts[2])
    move_paragraph(report, "recommendations.recommendation-1", "introduction", by=officer)
    before = paragraphs(report)
    assert (before[0], before[-1]) == ("First.", "Third.")
    ReportRecommendation.objects.create(report=report, number=2, text=texts[1])
    assert paragraphs(report) == ["First.", "Second.", *before[1:]]
    # What the record no longer gives is gone, and an officer's words stay.
    write_text(report, "recommendations.recommendation-3", "en", "The third.", base=0, by=officer)
    report.recommendations.all().delete()
    assert paragraphs(report) == [*before[1:-1], "The third."]


@pytest.mark.parametrize("language", CODES)
def test_a_paragraph_split_between_sentences_goes_on_following_the_record(report, officer, language):
    key, before = "committee.committee-work", {code: paragraphs(report, code) for code in CODES}
    writing = draft_of(report).writing
    second = writing.pieces[key].generated.clauses[1]
    shown = newest_text(writing, writing.pieces[key], language)
    at = min(link.start for link in shown.links if link.fact in second.facts and link.start)
    split_paragraph(report, key, language, at, by=officer)
    after = {code: paragraphs(report, code) for code in CODES}
    assert {code: len(after[code]) for code in CODES} == {code: len(before[code]) + 1 for code in CODES}


def test_split_halves_merge_to_the_text_they_came_from(report, officer):
    text = "The Initiative was launched in London. It is led by a Committee."
    write_text(report, LAUNCH, "en", text, base=0, by=officer)
    key = row_key(report, LAUNCH)
    second = split_paragraph(report, key, "en", text.index("It is"), by=officer)
    assert paragraphs(report)[1:3] == ["The Initiative was launched in London.", "It is led by a Committee."]
    merge_paragraphs(report, key, second.key, by=officer)
    assert paragraphs(report)[1] == text


def test_sections_and_annexes_are_added_and_renamed(report, officer):
    add_section(report, MultilingualText({"en": "Participants"}), by=officer, is_annex=True)
    section = add_section(report, MultilingualText({"en": "Evaluation"}), after="forum", by=officer)
    rename_section(report, "forum", MultilingualText({"en": "The Forum"}), by=officer)
    content = build(report.blueprint, report.cutoff_on, "en", report)
    titles = [f"{each.label} {plain(each.title)}" for each in content.sections]
    assert titles[-4:] == ["VII. The Forum", "VIII. Evaluation", "IX. Recommendations", "Annex Participants"]
    with pytest.raises(Refused, match="Enter the heading"):
        rename_section(report, section.key, MultilingualText(), by=officer)


def test_a_table_is_edited_cell_by_cell(report, officer):
    table = add_paragraph(report, "forum", by=officer, kind=ParagraphKind.TABLE)
    content = TableContent("Participants", ("Group", "Number"), (("States", "116"), ("Organizations", "54")))
    write_table(report, table.key, "en", content, base=0, by=officer)
    section = next(each for each in build("progress", report.cutoff_on, "en", report).sections if each.key == "forum")
    found = next(block for block in section.blocks if block.key == table.key)
    assert [[plain(cell) for cell in row] for row in found.rows] == [["States", "116"], ["Organizations", "54"]]
    with pytest.raises(Refused, match="Row 1: expected 2 cells, as there are headings, found 1"):
        write_table(report, table.key, "en", TableContent("", ("A", "B"), (("one",),)), base=1, by=officer)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("  ", "The paragraph has no words."),
        ("A *star", "“\\*” before “star” has no end"),
        ("x" * 50_001, "The paragraph has 50001 characters; the limit is 50000."),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_in_a_sentence(report, officer, text, refusal):
    with pytest.raises(Refused, match=refusal):
        write_text(report, LAUNCH, "en", text, base=0, by=officer)
    assert not TextRevision.objects.exists()


def test_only_the_secretariat_writes_and_only_until_the_report_is_issued(report, officer):
    with pytest.raises(Refused, match="Only the secretariat may change a report"):
        write_text(report, LAUNCH, "en", "Words.", base=0, by=make_user(Role.COMMITTEE_MEMBER))
    Report.objects.filter(pk=report.pk).update(state="issued", issued_on=date(2008, 2, 6))
    with pytest.raises(Refused, match="can no longer be changed"):
        write_text(report, LAUNCH, "en", "Words.", base=0, by=officer)
