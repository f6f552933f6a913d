"""Comments on words of a report: they follow the words through edits, and are resolved and reopened."""

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.reporting.actions.comments import add_comment, reopen_comment, resolve_comment
from palermo.reporting.actions.writing import write_text
from palermo.reporting.models import ParagraphComment, Report
from palermo.reporting.queries import open_comments
from palermo.reporting.writing.comments import place_comments
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
COMMITTEE = "since.committee"
FIRST = "The Steering Committee met once, in Geneva on 17 January 2008."


@pytest.fixture
def report():
    return Report.objects.get(slug="briefing-2008-01-31")


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def placed(comment: ParagraphComment, text: str) -> tuple[str, bool]:
    (each,) = place_comments([comment], text)
    return each.words_now, each.is_gone


def test_a_comment_stands_on_the_words_that_it_names_as_they_are_shown(report, officer):
    comment = add_comment(report, COMMITTEE, "en", " In whose house? ", on="in  Geneva", by=officer)
    assert (comment.words, comment.by_name, comment.text_then) == ("In whose house?", str(officer), FIRST)
    assert FIRST[comment.start : comment.end] == "in Geneva"
    assert AuditEvent.objects.latest("sequence").verb == "report_comment.added"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST, ("in Geneva on 17 January 2008", False)),
        (f"At its invitation, {FIRST[0].lower()}{FIRST[1:]}", ("in Geneva on 17 January 2008", False)),
        ("The Committee met twice, in Geneva on 17 February 2008.", ("in Geneva on 17 February 2008", False)),
        ("The Committee did not meet.", ("", True)),
    ],
    ids=["the same", "words before it", "a word within it", "gone"],
)
def test_a_comment_follows_its_words_where_they_remain(report, officer, text, expected):
    comment = add_comment(report, COMMITTEE, "en", "Sure?", on="in Geneva on 17 January 2008", by=officer)
    assert placed(comment, text) == expected


def test_a_comment_in_chinese_follows_its_signs(report, officer):
    comment = add_comment(report, COMMITTEE, "zh", "请核实。", on="日内瓦", by=officer)
    assert placed(comment, comment.text_then.replace("日内瓦", "瑞士日内瓦市")) == ("日内瓦", False)


def test_a_comment_on_the_whole_paragraph_is_never_gone(report, officer):
    comment = add_comment(report, COMMITTEE, "en", "Too short.", by=officer)
    assert placed(comment, "Other words.") == ("", False)


def test_comments_are_of_one_language_and_open_until_they_are_resolved(report, officer):
    comment = add_comment(report, COMMITTEE, "en", "Sure?", by=officer)
    add_comment(report, COMMITTEE, "fr", "Vraiment ?", by=officer)
    assert sorted(open_comments(report).values_list("language", flat=True)) == ["en", "fr"]
    other = make_user(Role.SECRETARIAT)
    resolved = resolve_comment(report, comment.pk, by=other)
    assert (resolved.resolved_by_name, resolved.resolved_at is not None) == (str(other), True)
    assert list(open_comments(report).values_list("language", flat=True)) == ["fr"]
    reopen_comment(report, comment.pk, by=officer)
    assert open_comments(report).count() == 2


def test_open_comments_stand_before_resolved_ones(report, officer):
    first, second = (add_comment(report, COMMITTEE, "en", words, by=officer) for words in ("One", "Two"))
    resolve_comment(report, first.pk, by=officer)
    shown = place_comments(ParagraphComment.objects.all(), FIRST)
    assert [(each.comment, each.is_open) for each in shown] == [(second, True), (first, False)]


def test_a_comment_on_an_edited_text_stands_in_it(report, officer):
    write_text(report, COMMITTEE, "en", "The Committee met in *Lyon*.", base=0, by=officer)
    key = report.paragraphs.get(revisions__isnull=False).key
    comment = add_comment(report, key, "en", "Geneva?", on="Lyon", by=officer)
    assert placed(comment, "The Committee met in Lyon, France.") == ("Lyon", False)


@pytest.mark.parametrize(
    ("words", "on", "sentence"),
    [
        (" ", "", "Write the comment."),
        ("Sure?", "in Lyon", "The words “in Lyon” are not in the paragraph. Copy them from its text."),
        ("x" * 5001, "", "The comment is too long (5001 signs of 5000)."),
    ],
)
def test_a_comment_without_words_or_on_words_that_are_not_there_is_refused(report, officer, words, on, sentence):
    with pytest.raises(Refused) as refused:
        add_comment(report, COMMITTEE, "en", words, on=on, by=officer)
    assert str(refused.value) == sentence
    assert not ParagraphComment.objects.exists()


def test_only_officers_comment_and_only_on_their_own_report(report, officer):
    with pytest.raises(Refused):
        add_comment(report, COMMITTEE, "en", "Sure?", by=make_user(Role.DELEGATE))
    comment = add_comment(report, COMMITTEE, "en", "Sure?", by=officer)
    with pytest.raises(Refused) as refused:
        resolve_comment(Report.objects.get(blueprint="progress"), comment.pk, by=officer)
    assert "can no longer be changed" in str(refused.value)
