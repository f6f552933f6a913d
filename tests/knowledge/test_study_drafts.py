"""Drafts of studies: circulated to an audience until a day, commented on by States and organizations, replied to."""

import csv
import io
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from docx import Document

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.knowledge.actions import study_drafts as actions
from palermo.knowledge.models import DraftComment, StudyDraft
from tests.factories.accounts import make_state, make_user
from tests.factories.library import make_document
from tests.knowledge.test_studies import authorised_study
from tests.portal.filling import act, client_of, words_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

UNTIL = date(2008, 2, 20)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def make_draft(study=None, **fields) -> StudyDraft:
    """A draft in preparation, with a text."""
    study = study or authorised_study("Quartz study")
    fields.setdefault("document", make_document("Onyx draft", words="Found", audience="member_states"))
    return StudyDraft.objects.create(study=study, number=study.drafts.count() + 1, **fields)


def circulated(audience: str = "member_states", **fields) -> StudyDraft:
    """A draft that is open for comments until 20 February."""
    return make_draft(
        **{
            "status": "circulated",
            "audience": audience,
            "circulated_on": date(2008, 1, 20),
            "comments_until": UNTIL,
            **fields,
        }
    )


def refusal_of(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def comment_of(delegate, draft: StudyDraft, words: str = "Amber remark", **fields) -> DraftComment:
    state = delegate.postings.get().state
    return actions.add_comment(DraftComment(draft=draft, state=state, text=words, **fields), by=delegate)


def draft_address(draft: StudyDraft) -> str:
    return f"/en/studies/{draft.study.activity.slug}/drafts/{draft.number}/"


def test_a_draft_is_circulated_and_those_who_may_comment_are_notified(django_capture_on_commit_callbacks):
    officer, delegate = client_of(make_user(Role.SECRETARIAT)), make_user(Role.DELEGATE)
    make_user(Role.FOCAL_POINT)
    make_user(Role.PARTNER)
    study = authorised_study("Quartz study")
    paper = make_document("Onyx draft", words="Found", audience="member_states")
    act(officer, "add-study-draft", study.activity.slug, document=paper.slug)
    draft = study.drafts.get()
    assert client_of(delegate).get(draft_address(draft)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        act(officer, "circulate-study-draft", draft.pk, audience="member_states", until="2008-02-20")
    assert [letter.to for letter in mail.outbox] == [[delegate.email]]
    assert ["20 February 2008" in mail.outbox[0].body, "Quartz" in mail.outbox[0].body] == [True, False]
    assert "Onyx draft [en]" in words_of(client_of(delegate).get(draft_address(draft)))
    assert [
        Client().get(draft_address(draft)).status_code,
        client_of(make_user(Role.PARTNER)).get(draft_address(draft)).status_code,
    ] == [404, 404]


@pytest.mark.parametrize(
    ("audience", "until", "expected"),
    [
        ("secretariat", UNTIL, "Choose an audience that includes States or organizations."),
        ("member_states", date(2008, 1, 31), "31 January 2008 is past. Enter a later day."),
        (
            "public",
            UNTIL,
            "This audience cannot see the document. Change the audience of the document first.",
        ),
    ],
)
def test_a_draft_goes_only_to_those_who_can_read_it(audience, until, expected):
    draft, officer = make_draft(), make_user(Role.SECRETARIAT)
    assert refusal_of(actions.circulate_draft, draft, audience=audience, until=until, by=officer) == expected
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_draft_of_a_restricted_study_or_without_text_is_not_circulated():
    officer, study = make_user(Role.SECRETARIAT), authorised_study()
    study.activity.audience = "steering_committee"
    study.activity.save()
    draft = make_draft(study)
    expected = "This audience cannot see the study."
    assert refusal_of(actions.circulate_draft, draft, audience="member_states", until=UNTIL, by=officer) == expected
    empty = make_draft(document=make_document())
    expected = "This document has no text in any language yet. Add a language version first."
    assert refusal_of(actions.circulate_draft, empty, audience="public", until=UNTIL, by=officer) == expected


def test_what_was_circulated_is_not_changed():
    draft, officer = circulated(), make_user(Role.SECRETARIAT)
    expected = "This draft was circulated and is not changed any more. Record a new draft."
    assert refusal_of(actions.change_draft, draft, values={}, by=officer) == expected
    assert refusal_of(actions.remove_draft, draft, by=officer) == expected
    other = make_draft(draft.study)
    actions.remove_draft(other, by=officer)
    assert list(draft.study.drafts.all()) == [draft]


def test_a_delegate_comments_and_reads_the_reply_and_no_other_state_does(django_capture_on_commit_callbacks):
    draft, delegate = circulated(), make_user(Role.DELEGATE)
    act(client_of(delegate), "comment-on-draft", draft.pk, place="page 3", text="Amber remark")
    comment = draft.comments.get()
    assert (comment.number, comment.state, comment.made_on) == (1, delegate.postings.get().state, date(2008, 2, 1))
    officer, other = client_of(make_user(Role.SECRETARIAT)), client_of(make_user(Role.DELEGATE))
    with django_capture_on_commit_callbacks(execute=True):
        act(officer, "answer-draft-comment", comment.pk, answer="partly", reply="Topaz reply")
    assert [letter.to for letter in mail.outbox] == [[delegate.email]]
    assert ["Amber" in mail.outbox[0].body, "Topaz" in mail.outbox[0].body] == [False, False]
    own = Page(client_of(delegate).get(draft_address(draft)))
    assert ["Amber remark" in own.text, "Topaz reply" in own.text, "Partly accepted" in own.text] == [True] * 3
    theirs = words_of(other.get(draft_address(draft)))
    assert ["Amber" in theirs, "Topaz" in theirs] == [False, False]
    assert "1 comment" not in words_of(other.get(f"/en/studies/{draft.study.activity.slug}/"))


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.FOCAL_POINT])
def test_who_represents_no_state_or_organization_does_not_comment(role):
    person, draft = make_user(role), circulated()
    comment = DraftComment(draft=draft, state=make_state(), text="Words")
    with pytest.raises(Refused):
        actions.add_comment(comment, by=person)
    assert draft.comments.count() == 0


def test_a_comment_is_made_for_ones_own_state():
    draft, delegate = circulated(), make_user(Role.DELEGATE)
    comment = DraftComment(draft=draft, state=make_state(), text="Words")
    expected = "Comment for your own State or organization."
    assert refusal_of(actions.add_comment, comment, by=delegate) == expected


def test_a_partner_comments_on_a_public_draft_alone():
    partner = make_user(Role.PARTNER)
    organisation = partner.postings.get().organisation
    hidden, shown = circulated(), circulated("public", document=make_document(words="Found"))
    comment = DraftComment(draft=hidden, organisation=organisation, text="Words")
    assert refusal_of(actions.add_comment, comment, by=partner) == "This draft was not circulated to you."
    act(client_of(partner), "comment-on-draft", shown.pk, text="Words")
    assert shown.comments.get().organisation == organisation


def test_comments_end_on_their_last_day_and_can_be_reopened(settings):
    draft, delegate, officer = circulated(), make_user(Role.DELEGATE), make_user(Role.SECRETARIAT)
    settings.PALERMO_TODAY = UNTIL
    comment = comment_of(delegate, draft)
    settings.PALERMO_TODAY = date(2008, 2, 21)
    expected = "Comments were received until 20 February 2008."
    assert refusal_of(comment_of, delegate, draft) == expected
    assert refusal_of(actions.withdraw_comment, comment, by=delegate) == expected
    assert "Comments closed" in words_of(client_of(delegate).get(draft_address(draft)))
    actions.close_draft(draft, by=officer)
    assert refusal_of(comment_of, delegate, draft) == "This draft is not open for comments."
    actions.reopen_draft(draft, until=date(2008, 3, 1), by=officer)
    assert comment_of(delegate, draft).number == 2


def test_ones_comment_is_changed_and_withdrawn_until_there_is_a_reply():
    draft, delegate, officer = circulated(), make_user(Role.DELEGATE), make_user(Role.SECRETARIAT)
    first, second = comment_of(delegate, draft), comment_of(delegate, draft, "Second")
    act(client_of(delegate), "change-draft-comment", first.pk, text="Other words")
    first.refresh_from_db()
    assert (first.number, first.text) == (1, "Other words")
    actions.answer_comment(first, answer="accepted", reply="", by=officer)
    expected = "This comment has a reply and is not changed any more."
    assert refusal_of(actions.change_comment, first, values={}, by=delegate) == expected
    actions.withdraw_comment(second, by=delegate)
    assert list(draft.comments.all()) == [first]


def test_a_comment_that_is_not_fully_accepted_is_given_a_reason():
    comment, officer = comment_of(make_user(Role.DELEGATE), circulated()), make_user(Role.SECRETARIAT)
    expected = "Enter a reply that gives the reason."
    assert refusal_of(actions.answer_comment, comment, answer="declined", reply=" ", by=officer) == expected
    expected = "Choose whether the comment is accepted."
    assert refusal_of(actions.answer_comment, comment, answer="open", reply="Words", by=officer) == expected


def test_the_table_of_comments_is_a_file_of_those_that_the_reader_may_see():
    draft, delegate = circulated(), make_user(Role.DELEGATE)
    comment_of(delegate, draft, "=Amber remark", place="page 3")
    comment_of(make_user(Role.DELEGATE), draft, "Jade remark")
    address = f"{draft_address(draft)}comments.csv"

    def rows(client):
        answer = client.get(address)
        content = b"".join(answer.streaming_content).decode("utf-8-sig")
        return [row[2:4] for row in csv.reader(io.StringIO(content))][1:]

    assert rows(client_of(make_user(Role.SECRETARIAT))) == [["page 3", "'=Amber remark"], ["", "Jade remark"]]
    assert rows(client_of(delegate)) == [["page 3", "'=Amber remark"]]
    assert Client().get(address).status_code in {302, 404}


def test_the_comments_are_a_paper_in_the_order_of_paragraphs_for_those_who_may_see_them():
    draft, delegate, officer = circulated(), make_user(Role.DELEGATE), make_user(Role.SECRETARIAT)
    other = make_user(Role.DELEGATE)
    for person, state in ((delegate, "Atlantis"), (other, "Lemuria")):
        person.postings.update(state=make_state(state))
    comment_of(delegate, draft, "Amber remark", place="para. 12")
    comment_of(other, draft, "Jade remark", place="para. 9")
    whole = comment_of(other, draft, "Opal remark")
    actions.answer_comment(whole, answer="partly", reply="Topaz reply", by=officer)
    address = f"{draft_address(draft)}comments"

    def rows(person):
        answer = client_of(person).get(f"{address}.docx")
        assert answer["Cache-Control"] == "private, no-store"
        table = Document(io.BytesIO(answer.content)).tables[-1]
        return [[cell.text for cell in row.cells] for row in table.rows][1:]

    name, others, made = "Atlantis [en]", "Lemuria [en]", "1 February 2008"
    first = ["para. 12", f"{name} · {made}", "Amber remark", "Awaiting reply"]
    assert rows(officer) == [
        ["Whole draft", f"{others} · {made}", "Opal remark", f"Partly accepted · {made} · Topaz reply"],
        ["para. 9", f"{others} · {made}", "Jade remark", "Awaiting reply"],
        first,
    ]
    assert rows(delegate) == [first]
    assert rows(make_user(Role.DELEGATE)) == []
    assert client_of(officer).get(f"{address}.pdf").content[:5] == b"%PDF-"
    assert Client().get(f"{address}.docx").status_code in {302, 404}


def test_an_open_draft_is_on_the_desk_of_a_delegate_until_the_state_has_commented():
    draft, delegate = circulated(), make_user(Role.DELEGATE)
    circulated("secretariat", study=authorised_study("Topaz study"))
    client = client_of(delegate)
    desk = words_of(client.get("/en/desk/"))
    assert ["Drafts of studies open for comments" in desk, "Quartz study" in desk, "Topaz" in desk] == [
        True,
        True,
        False,
    ]
    comment_of(delegate, draft)
    assert "Drafts of studies open for comments" not in words_of(client.get("/en/desk/"))
