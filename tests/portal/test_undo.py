"""An act is undone once, within ten minutes, by whoever did it, and while nothing rests on it: all is as it was."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.test import Client

from palermo.accounts.models import Posting
from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.audit.verbs import verb_words
from palermo.core import clock
from palermo.events.models import BudgetLine
from palermo.following.digests import enqueue_digests
from palermo.following.states import Frequency
from palermo.governance.models import Activity, Decision, FollowUp, Mandate
from palermo.outreach.models import Commitment, Pledging
from palermo.site.action_pages import UNDOABLE
from palermo.site.models import UndoOffer
from palermo.site.undo import delete_old_offers
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.following import make_subscription
from tests.factories.governance import make_activity, make_draft, make_mandate
from tests.factories.outreach import make_followed_commitment, make_partner
from tests.portal.filling import client_of, fill, held
from tests.portal.reading import Page
from tests.portal.undoable import CASES
from tests.slices import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]

# What the site keeps for itself: it is there after an act, undone or not.
NOT_COMPARED = {"audit", "sessions", "site", "search", "django_tasks_db", "usersessions"}
GONE = "This can no longer be undone: an action can be undone once, within ten minutes."
CHANGED = "The record has been changed since, so this can no longer be undone. Correct it instead."
RESTED_ON = "Other records depend on this by now, so it can no longer be undone. Correct it instead."


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def office(officer):
    return client_of(officer)


def everything() -> dict[str, list[dict]]:
    """Every row of the record, and every link between rows."""
    found = {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_COMPARED and model._meta.label != "accounts.User"
    }
    # A link that is made anew has another number.
    return {label: [{**row, "id": 0} if "_" in label else row for row in rows] for label, rows in found.items()}


def address(name: str, key: object) -> str:
    return f"/en/acts/{name}/{key}/" if key is not None else f"/en/acts/{name}/"


def settle() -> None:
    """All that a test does is one transaction: what was done until here is over, as it is on the site."""
    connection = transaction.get_connection()
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for _savepoints, function, *_rest in waiting:
        function()


def submit(client: Client, path: str, **written) -> str:
    """Fill in the form of an act and send it; gives what the page then says."""
    settle()
    shown = fill(client, path, **written)
    settle()
    return shown


def do(client: Client, name: str) -> str:
    """The same to a record that is made for it."""
    key, written = CASES[name]()
    return submit(client, address(name, key), **written)


def undo(client: Client) -> list[str]:
    """Undo the last act, and give what the page then says."""
    assert client.post(f"/en/undo/{UndoOffer.objects.first().pk}/").status_code == 302
    settle()
    return [str(each) for each in client.get("/en/desk/", follow=True).context["messages"]]


def test_there_is_a_case_for_each_act_that_can_be_undone():
    assert set(CASES) == UNDOABLE


@pytest.mark.parametrize("name", CASES)
def test_all_is_as_it_was_once_an_act_is_undone(office, officer, name):
    key, written = CASES[name]()
    before = everything()
    shown = submit(office, address(name, key), **written)
    assert "Undo possible until" in shown
    assert everything() != before
    done = list(AuditEvent.objects.order_by("sequence"))
    assert undo(office) == [f"Undone: {ACTIONS[name].label}."]
    assert everything() == before
    undone = list(AuditEvent.objects.order_by("sequence"))[len(done) :]
    assert [(each.verb, each.actor_id, each.details["entry"]) for each in undone] == [
        ("act.undone", str(officer.pk), each.sequence) for each in reversed(done)
    ]
    assert {each.target_id for each in undone} == {each.target_id for each in done}
    assert [verb_words(each) for each in undone] == [f"undid: {verb_words(each)}" for each in reversed(done)]
    assert find_faults() == []


def test_what_is_in_no_version_is_not_undone(office):
    """Of a partner who is a person, versions leave out the name."""
    partner = make_partner(is_person=True, mandate=make_mandate(), role=text("Role"))
    submit(office, f"/en/acts/change-partner/{partner.slug}/", name_en="Other", countries=[])
    assert undo(office) == [
        "What was there before is not on record, so this cannot be undone. Correct it instead.",
    ]
    partner.refresh_from_db()
    assert partner.name["en"] == "Other"


def test_the_history_of_the_record_tells_that_its_change_was_undone(office):
    draft = make_draft()
    submit(office, f"/en/acts/adopt-decision/{draft.slug}/", on="2007-11-30")
    undo(office)
    headings = [
        " ".join(each.text.split())
        for each in Page(office.get(f"/en/history/decisions/{draft.slug}/")).soup.select(".timeline h3")
    ]
    assert headings == [
        *("Undid: recorded that a decision was adopted", "Recorded that a decision was adopted", "Recorded")
    ]


def test_an_act_is_undone_once(office):
    do(office, "adopt-decision")
    path = f"/en/undo/{UndoOffer.objects.get().pk}/"
    page = [[str(each) for each in office.post(path, follow=True).context["messages"]] for _time in range(2)]
    assert page == [["Undone: Record adoption."], [GONE]]
    assert AuditEvent.objects.count() == 2


def test_after_ten_minutes_an_act_stands(office):
    shown = do(office, "adopt-decision")
    assert "Undo" in shown
    UndoOffer.objects.update(done_at=clock.machine_now() - timedelta(minutes=10))
    assert undo(office) == [GONE]
    assert Decision.objects.get().state == "adopted"


def test_nobody_else_undoes_an_act(office):
    do(office, "adopt-decision")
    other, path = client_of(make_user(Role.SECRETARIAT)), f"/en/undo/{UndoOffer.objects.get().pk}/"
    answer = other.post(path, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [GONE]
    assert Client().post(path)["Location"].startswith("/en/accounts/login/")
    assert Decision.objects.get().state == "adopted"


def test_an_act_is_not_undone_from_another_site_or_by_a_link(office, officer):
    do(office, "adopt-decision")
    path = f"/en/undo/{UndoOffer.objects.get().pk}/"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert (strict.post(path).status_code, office.get(path).status_code) == (403, 405)
    assert Decision.objects.get().state == "adopted"


def test_whoever_may_no_longer_do_an_act_does_not_undo_it(office, officer):
    do(office, "adopt-decision")
    Posting.objects.filter(user=officer).update(role=Role.DELEGATE, state=make_state())
    [sentence] = undo(office)
    assert sentence == "The record is no longer available to you, so this cannot be undone."
    assert Decision.objects.get().state == "adopted"


def test_whoever_still_sees_the_record_reads_why_they_may_not_undo(office, officer):
    do(office, "begin-activity")
    Posting.objects.filter(user=officer).update(role=Role.DELEGATE, state=make_state())
    [sentence] = undo(office)
    assert sentence.startswith("Only the secretariat may")
    assert Activity.objects.get().state == "under_way"


def test_what_was_changed_since_is_not_undone(office):
    activity = make_activity(mandate=make_mandate())
    submit(office, f"/en/acts/begin-activity/{activity.slug}/", on="2008-01-31")
    first = UndoOffer.objects.get()
    submit(office, f"/en/acts/complete-activity/{activity.slug}/", on="2008-01-31")
    answer = office.post(f"/en/undo/{first.pk}/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == [CHANGED]
    assert Activity.objects.get().state == "completed"
    assert undo(office) == ["Undone: Mark as completed."]
    assert Activity.objects.get().state == "under_way"


def test_what_another_record_rests_on_is_not_undone(office):
    do(office, "make-mandate-from-paragraph")
    mandate = Mandate.objects.get()
    offer = UndoOffer.objects.get()
    written = {"kind": "study", "audience": "public", "title_en": "Study"}
    submit(office, f"/en/acts/propose-activity-under-mandate/{mandate.slug}/", **written)
    answer = office.post(f"/en/undo/{offer.pk}/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == [RESTED_ON]
    assert Mandate.objects.count() == 1


def test_what_came_to_rest_on_a_changed_record_keeps_the_change(office):
    draft = make_draft()
    submit(office, f"/en/acts/adopt-decision/{draft.slug}/", on="2007-11-30")
    offer, paragraph = UndoOffer.objects.get(), draft.paragraphs.get()
    make_mandate(paragraph=paragraph)
    paragraph.save()
    answer = office.post(f"/en/undo/{offer.pk}/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == [RESTED_ON]


@pytest.mark.parametrize("verb", ["report.issued", "note.issued", "programme.released", "bundle.built"])
def test_what_was_given_out_since_is_not_undone(office, officer, verb):
    do(office, "adopt-decision")
    with transaction.atomic():
        record(verb, make_draft(), by=officer)
    settle()
    [sentence] = undo(office)
    assert sentence.startswith("A report, a note verbale, a programme or an offline package has been issued since")
    assert Decision.objects.filter(state="adopted").count() == 1


def test_an_undone_act_can_be_done_again(office):
    draft = make_draft()
    for day in ("2007-11-30", "2007-11-29"):
        submit(office, f"/en/acts/adopt-decision/{draft.slug}/", on=day)
        if day == "2007-11-30":
            undo(office)
    assert str(Decision.objects.get().adopted) == "2007-11-29"


def test_a_form_that_was_sent_twice_offers_the_one_act_that_was_done(office):
    key, written = CASES["add-budget-line"]()
    settle()
    path = address("add-budget-line", key)
    sent = held(Page(office.get(path)).soup.select_one("form.act")) | written
    answers = [office.post(path, sent, follow=True) for _time in range(2)]
    offers = [Page(answer).soup.select_one("form.undo")["action"] for answer in answers]
    assert offers == [f"/en/undo/{UndoOffer.objects.get().pk}/"] * 2


@pytest.fixture
def follower():
    delegate = make_person("Follower", Role.DELEGATE, state=make_state())
    make_subscription(delegate, everything=True, frequency=Frequency.AT_ONCE)
    return delegate


@pytest.mark.usefixtures("follower")
def test_letters_wait_until_an_act_can_no_longer_be_undone(office):
    do(office, "adopt-decision")
    assert (enqueue_digests(Frequency.AT_ONCE), mail.outbox) == (0, [])
    UndoOffer.objects.update(done_at=clock.machine_now() - timedelta(minutes=10))
    assert (enqueue_digests(Frequency.AT_ONCE), len(mail.outbox)) == (1, 1)


@pytest.mark.usefixtures("follower")
def test_what_was_undone_is_no_news(office):
    do(office, "adopt-decision")
    undo(office)
    enqueue_digests(Frequency.AT_ONCE)
    assert mail.outbox == []


def test_a_change_of_an_entry_that_was_undone_is_not_among_its_changes(office):
    do(office, "move-follow-up")
    page = f"/en/follow-up/{FollowUp.objects.get().slug}/"
    assert "Changed from open to done." in Page(office.get(page)).text
    undo(office)
    assert "Changed from open to done." not in Page(office.get(page)).text


def test_old_offers_are_deleted(office):
    do(office, "adopt-decision")
    assert (delete_old_offers(), UndoOffer.objects.count()) == (0, 1)
    UndoOffer.objects.update(done_at=clock.machine_now() - timedelta(minutes=10))
    assert (delete_old_offers(), UndoOffer.objects.count()) == (1, 0)


def test_the_same_form_can_be_sent_again_after_its_act_was_undone(office):
    key, written = CASES["add-budget-line"]()
    settle()
    path = address("add-budget-line", key)
    sent = held(Page(office.get(path)).soup.select_one("form.act")) | written
    office.post(path, sent)
    settle()
    undo(office)
    assert (office.post(path, sent).status_code, BudgetLine.objects.count()) == (302, 1)


def test_an_act_that_sends_something_offers_no_undoing(office):
    assert "move-meeting" not in UNDOABLE
    assert [name for name in UNDOABLE if re.match(r"issue|release|publish|send|approve|object", name)] == []


def test_each_act_stands_once_in_the_list_of_what_can_be_undone():
    """Under what can be undone, or under the reason why it cannot."""
    words = (Path(__file__).parents[2] / "docs" / "reference" / "undo.md").read_text()
    can, _heading, cannot = words.partition("## What cannot be undone")
    named = [re.findall(r"`([a-z-]+)`", part) for part in (can.partition("## What can be undone")[2], cannot)]
    assert [sorted(names) for names in named] == [sorted(UNDOABLE), sorted(set(ACTIONS) - UNDOABLE)]


def test_the_opening_of_a_form_by_which_a_commitment_was_made_is_not_undone(office):
    days = {"opens_on": "15 January 2008", "closes_on": "29 February 2008"}
    submit(office, address("open-pledging", make_event("Forum").activity.slug), **days)
    pledging = Pledging.objects.get()
    submit(Client(), f"/en/events/{pledging.activity.slug}/pledge/", title="Preach", group="Parishes", name="N")
    assert undo(office) == [RESTED_ON]
    assert (Pledging.objects.get(), Commitment.objects.get().activity) == (pledging, pledging.activity)


def test_undo_leaves_what_no_version_holds(office):
    commitment = make_followed_commitment("Preach", speaker="A Bishop")
    submit(office, address("change-commitment", commitment.slug), title_en="Another title")
    assert undo(office) == ["Undone: Edit."]
    commitment.refresh_from_db()
    assert (commitment.title["en"], commitment.speaker) == ("Preach [en]", "A Bishop")
