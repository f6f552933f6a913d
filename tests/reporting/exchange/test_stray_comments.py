"""Comments of Word files on words of no paragraph are kept: each is attached to a paragraph or dismissed."""

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.reporting.actions.clearing import clear_step
from palermo.reporting.actions.comments import add_comment
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.actions.stray_comments import attach_comment, dismiss_comment, take_up_comment
from palermo.reporting.models import ParagraphComment, Report, StrayComment
from palermo.reporting.states import ClearanceStep
from tests.factories.accounts import make_user
from tests.reporting.exchange.word_files import edit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
COMMITTEE = "since.committee"
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."
OWN = "A paragraph of the editor’s own."


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def comment_on_new_words(file):
    file.add_behind(FIRST, OWN)
    file.comment(OWN, "Is it true?", "Ada Editor")


@pytest.fixture
def stray(report, officer):
    exported = export_for_editing(report, "en", by=officer)
    file = edit(exported.content, comment_on_new_words)
    import_edited(report, file, "report.docx", "en", by=officer)
    return StrayComment.objects.get()


def test_a_comment_on_unknown_words_is_attached_with_its_author_and_time(report, officer, stray):
    assert (stray.by_name, stray.words, stray.on, stray.state) == ("Ada Editor", "Is it true?", OWN, "open")
    attach_comment(report, stray.pk, COMMITTEE, on="in Geneva", by=officer)
    comment = ParagraphComment.objects.get()
    assert (comment.by_name, comment.words, comment.text_then[comment.start : comment.end], comment.at) == (
        "Ada Editor",
        "Is it true?",
        "in Geneva",
        stray.at,
    )
    stray.refresh_from_db()
    assert (stray.state, stray.comment, stray.decided_by_name) == ("attached", comment, str(officer))
    assert AuditEvent.objects.latest("sequence").verb == "report_comment.attached"
    with pytest.raises(Refused) as refused:
        attach_comment(report, stray.pk, COMMITTEE, by=officer)
    assert str(refused.value) == "This comment is settled: Attached. Reload the page."


@pytest.mark.parametrize(
    ("key", "on", "sentence"),
    [
        ("", "", "Choose the paragraph that the comment is on."),
        ("gone", "", "This paragraph is no longer in the report. Reload the page."),
        (COMMITTEE, "in Lyon", "The words “in Lyon” are not in the paragraph. Copy them from its text."),
    ],
)
def test_a_wrong_place_is_refused_and_the_comment_waits_on(report, officer, stray, key, on, sentence):
    with pytest.raises(Refused) as refused:
        attach_comment(report, stray.pk, key, on=on, by=officer)
    assert str(refused.value) == sentence
    stray.refresh_from_db()
    assert (stray.state, ParagraphComment.objects.count()) == ("open", 0)


def test_a_dismissed_comment_is_kept_with_the_reason_and_taken_up_again(report, officer, stray):
    dismissed = dismiss_comment(report, stray.pk, reason=" Settled by telephone. ", by=officer)
    assert (dismissed.state, dismissed.reason, dismissed.words) == (
        "dismissed",
        "Settled by telephone.",
        "Is it true?",
    )
    with pytest.raises(Refused):
        dismiss_comment(report, stray.pk, by=officer)
    again = take_up_comment(report, stray.pk, by=officer)
    assert (again.state, again.reason, again.decided_at) == ("open", "", None)
    verbs = AuditEvent.objects.order_by("-sequence").values_list("verb", flat=True)[:2]
    assert [*verbs] == ["report_comment.taken_up", "report_comment.dismissed"]


def test_only_officers_attach_and_dismiss(report, stray):
    delegate = make_user(Role.DELEGATE)
    for act in (
        lambda: attach_comment(report, stray.pk, COMMITTEE, by=delegate),
        lambda: dismiss_comment(report, stray.pk, by=delegate),
        lambda: take_up_comment(report, stray.pk, by=delegate),
    ):
        with pytest.raises(Refused):
            act()
    stray.refresh_from_db()
    assert stray.state == "open"


def test_editing_is_not_cleared_while_a_comment_has_no_place(report, officer, stray):
    for step in (ClearanceStep.DRAFTED, ClearanceStep.SUBSTANCE):
        clear_step(report, step, "en", by=officer)
    with pytest.raises(Refused) as refused:
        clear_step(report, ClearanceStep.EDITED, "en", by=officer)
    assert str(refused.value) == "Comments of Word files without a place: 1. Attach or dismiss them first."
    dismiss_comment(report, stray.pk, by=officer)
    clear_step(report, ClearanceStep.EDITED, "en", by=officer)


def test_a_comment_of_a_second_file_is_kept_once(report, officer):
    exported = export_for_editing(report, "en", by=officer)
    file = edit(exported.content, comment_on_new_words)
    import_edited(report, file, "one.docx", "en", by=officer)
    again = edit(file, lambda each: each.replace("met once", "met twice"))
    import_edited(report, again, "two.docx", "en", by=officer)
    assert StrayComment.objects.count() == 1


def test_an_officers_comment_on_a_paragraph_that_the_editor_deleted_stays_where_it_is(report, officer):
    mine = add_comment(report, COMMITTEE, "en", "In whose house?", on="in Geneva", by=officer)
    exported = export_for_editing(report, "en", by=officer)
    file = edit(exported.content, lambda each: each.delete_tracked(FIRST, "Ada Editor"))
    import_edited(report, file, "report.docx", "en", by=officer)
    assert ([*ParagraphComment.objects.all()], StrayComment.objects.count()) == ([mine], 0)
