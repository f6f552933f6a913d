"""An event prepared by an officer, an invitation answered by a delegate, and a form answered by somebody without
an account, who may be on a telephone."""

from datetime import date

import pytest

from palermo.events.feedback_links import secret_of
from palermo.events.models import EventInvitation, FeedbackForm, FeedbackLink, FeedbackSheet
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PREPARATION, EVALUATION = "events/vienna-forum/preparation/", "events/vienna-forum/evaluation/"


def fill_in(reader, act: str, **fields) -> None:
    """Fill in the form of an act and send it."""
    page = reader.open(f"acts/{act}/")
    for name, value in fields.items():
        field = page.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.evaluate("field => field.type") == "radio":
            page.locator(f"[name={name}][value='{value}']").check()
        else:
            field.fill(value)
    visit(page.get_by_role("main").locator("button:not([type='button'], [name])"))


def test_an_officer_invites_a_delegate_replies_and_a_participant_says_what_they_think(reader):
    officer, delegate, participant = reader(), reader(), reader()
    officer.sign_in("secretariat")
    fill_in(officer, "add-budget-line/vienna-forum", purpose="Interpretation", currency="EUR", planned="12000.50")
    fill_in(officer, "invite-to-event/vienna-forum", channel="Note verbale", state_invited="Austria", seats="4")
    officer.follow("Mark as sent")
    officer.page.locator("[name=reference]").fill("NV/2008/1")
    visit(officer.page.get_by_role("main").locator("button:not([type='button'], [name])"))
    page = officer.open(PREPARATION)
    assert violations(page) == []
    assert "12,000.50" in officer.text()
    # The delegate, from the desk.
    delegate.sign_in("delegate")
    assert "Invitations to events" in delegate.text()
    delegate.follow("Reply to invitation")
    delegate.page.locator("[name=to][value=accepted]").check()
    delegate.page.locator("[name=coming]").fill("3")
    delegate.page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    delegate.page.wait_for_url(f"**/{PREPARATION}**")
    invitation = EventInvitation.objects.get(event__activity__slug="vienna-forum")
    assert (invitation.state, invitation.coming) == ("accepted", 3)
    assert "Budget" not in delegate.text()
    # Questions, and a link that somebody opens who has no account.
    fill_in(officer, "ask-participants/vienna-forum", opens_on="2008-01-02", closes_on="2008-02-20")
    fill_in(officer, "add-feedback-question/vienna-forum", words_en="Was it useful?", kind="Rating from 1 to 5")
    fill_in(officer, "add-feedback-question/vienna-forum", words_en="What was missing?", kind="Comment")
    fill_in(officer, "make-feedback-links/vienna-forum", kind="one")
    page = officer.open(EVALUATION)
    assert violations(page) == []
    secret = secret_of(FeedbackLink.objects.get())
    assert secret in officer.text()
    participant.page.set_viewport_size({"width": 360, "height": 800})
    page = participant.open(f"feedback/{secret}/")
    assert (participant.path, violations(page), sticking_out(page)) == ("/en/feedback/open/", [], 0)
    # By keys alone: to the first mark, two marks on, to the words, to the button.
    page.locator("[name=question_1]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("More time")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Your feedback has been submitted.").wait_for()
    given = FeedbackSheet.objects.get().answers.values_list("number", "mark", "words")
    assert sorted(given) == [(1, 3, ""), (2, None, "More time")]
    assert FeedbackForm.objects.get(slug="vienna-forum").closes_on == date(2008, 2, 20)
