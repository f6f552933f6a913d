"""A form that is sent many times is done once: one after the other, and at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.languages import CODES
from palermo.governance.models import Guidance, Response
from palermo.registration.models import Participant
from palermo.site.models import SentForm
from palermo.speakers.models import Speaker
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.consultations import make_topic
from tests.factories.endorsements import CLOSES, OPENS, make_put
from tests.factories.governance import make_meeting
from tests.factories.registrations import make_registration

DAYS = {"kind": "forum", "starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def state():
    return make_state("Austria")


@pytest.fixture
def delegate(state):
    return make_person("Delegate", Role.DELEGATE, state=state)


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def written_in(client: Client, page: str, **written) -> dict:
    """What a browser sends of a form: its hidden fields and what was written."""
    shown = client.get(page)
    form = shown.context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields() if field.value() is not None}
    return {**hidden, "once": str(shown.context["once"]), **written}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent_at_once(user, page: str, written: dict, times: int) -> list[tuple[int, str]]:
    """The answers to the same form, sent from as many windows at the same moment."""
    clients, together = [client_of(user) for _each in range(times)], Barrier(times)

    def send(client: Client) -> tuple[int, str]:
        together.wait()
        try:
            answer = client.post(page, written)
        finally:
            connections.close_all()
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, clients))


def guidance(_state, _delegate):
    meeting = make_meeting(on=date(2008, 1, 30))
    officer = make_user(Role.SECRETARIAT)
    written = {"kind": "concern", "about": make_topic().pk, "audience": "member_states"}
    written |= texts("topic", "data") | texts("text", "Too little")
    return officer, f"/en/acts/record-guidance/{meeting.slug}/", written, Guidance


def comment(state, delegate):
    times = {"opens_at": OPENS.replace(day=1, month=1), "closes_at": CLOSES}
    page = f"/en/acts/comment-on-text/{make_put(**times).slug}/"
    return delegate, page, {"state": state.pk, **texts("text", "Words")}, Response


def speaker(state, delegate):
    page = f"/en/acts/propose-speaker/{make_event('Forum', **DAYS).activity.slug}/"
    who = {"acting_for": f"state-{state.pk}", "from_state": state.pk, "gender": "woman", "sector": "government"}
    why = {"role": "speaker", "topic": "Topic", "reason": "Reason", "interest": "no", "written_in": "en"}
    return delegate, page, {**who, **why, "name": "Person", "function": "Judge"}, Speaker


def participant(state, delegate):
    page = f"/en/acts/register-participant/{make_registration().slug}/"
    written = {"place": f"state-{state.pk}", "role": "adviser", "family_name": "Silva", "given_name": "Ana"}
    return delegate, page, written, Participant


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("made", [guidance, participant])
def test_a_form_sent_five_times_at_the_same_moment_is_done_once(state, delegate, made):
    user, page, written, model = made(state, delegate)
    sent = written_in(client_of(user), page, **written)
    answers = sent_at_once(user, page, sent, 5)
    assert (model.objects.count(), {status for status, _to in answers}, len(set(answers))) == (1, {302}, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("made", [guidance, comment, speaker, participant])
def test_a_form_sent_twice_leads_to_the_same_record(state, delegate, made):
    user, page, written, model = made(state, delegate)
    client = client_of(user)
    sent = written_in(client, page, **written)
    first, second = client.post(page, sent), client.post(page, sent)
    assert (first.status_code, second.status_code, model.objects.count()) == (302, 302, 1)
    assert first["Location"] == second["Location"]


@pytest.mark.django_db
def test_a_form_that_was_refused_can_be_sent_again(state, delegate):
    user, page, written, model = participant(state, delegate)
    client = client_of(user)
    sent = written_in(client, page, **written)
    assert client.post(page, sent | {"family_name": ""}).status_code == 200
    assert (SentForm.objects.count(), model.objects.count()) == (0, 0)
    assert client.post(page, sent).status_code == 302
    assert (SentForm.objects.count(), model.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (comment, "Your delegation has already given this reply."),
        (speaker, "You have already nominated this person for this event."),
        (participant, "Ana Silva is already registered."),
    ],
)
def test_the_same_written_anew_is_refused_in_a_sentence(state, delegate, made, sentence):
    user, page, written, model = made(state, delegate)
    client = client_of(user)
    assert client.post(page, written_in(client, page, **written)).status_code == 302
    again = client.post(page, written_in(client, page, **written))
    assert (again.status_code, model.objects.count()) == (200, 1)
    assert sentence in again.content.decode()
